import type { TrackPoint } from '../../api/vehicles'
import { gapMs } from './Track'

/** Speeds that are told apart on a track, km/h; the last has no end. Town limits (40–60 km/h) lie on the edges. */
export const speedBands = [
  { upTo: 5, colour: '#6f8399' }, { upTo: 20, colour: '#4aa3df' }, { upTo: 40, colour: '#34c98a' }, { upTo: 60, colour: '#f2c14b' }, { upTo: Infinity, colour: '#ff5c64' },
] as const
export const bandOf = (kmh: number | null): number => kmh === null ? 0 : speedBands.findIndex(one => kmh < one.upTo)

/** Degrees that a drawn line may be beside the fixes, about 2 m. */
const tolerance = 0.00002

/**
 * Douglas–Peucker: indices of the points that a line needs so that no other lies further from it than the tolerance. Without
 * recursion, since a day has 86,400 points. A degree east is shortened by the latitude.
 */
export function simplified(points: readonly TrackPoint[], from: number, to: number, allowed = tolerance): number[] {
  const keep = new Set([from, to])
  const stack: [number, number][] = [[from, to]]
  const shrink = Math.cos((points[from]?.[2] ?? 0) * Math.PI / 180)
  while (stack.length) {
    const [first, last] = stack.pop()!
    const ax = points[first]![1] * shrink, ay = points[first]![2]
    const dx = points[last]![1] * shrink - ax, dy = points[last]![2] - ay
    const length = Math.hypot(dx, dy)
    let furthest = -1, distance = allowed
    for (let n = first + 1; n < last; n++) {
      const px = points[n]![1] * shrink - ax, py = points[n]![2] - ay
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / (length * length)))
      const off = Math.hypot(px - along * dx, py - along * dy)
      if (off > distance) [furthest, distance] = [n, off]
    }
    if (furthest < 0) continue
    keep.add(furthest)
    stack.push([first, furthest], [furthest, last])
  }
  return [...keep].sort((a, b) => a - b)
}

/** The track as lines of one speed each; over a gap there is none. */
export function speedLines(points: readonly TrackPoint[]): GeoJSON.FeatureCollection<GeoJSON.MultiLineString> {
  const lines = speedBands.map((): GeoJSON.Position[][] => [])
  let start = 0
  for (let n = 1; n <= points.length; n++) {
    const gap = n < points.length && points[n]![0] - points[n - 1]![0] > gapMs
    const band = bandOf(points[start]![3])
    if (n < points.length && !gap && bandOf(points[n]![3]) === band) continue
    // The line goes on to the first point of the next speed, so that there is no hole.
    const end = n < points.length && !gap ? n : n - 1
    if (end > start) lines[band]!.push(simplified(points, start, end).map(index => [points[index]![1], points[index]![2]]))
    start = n
  }
  return {
    type: 'FeatureCollection',
    features: lines.flatMap((coordinates, band) => coordinates.length ? [{ type: 'Feature' as const, properties: { band }, geometry: { type: 'MultiLineString' as const, coordinates } }] : []),
  }
}

/** Highest speed of each of `columns` equal stretches of time; null where nothing was heard. */
export function speedCurve(points: readonly TrackPoint[], from: number, to: number, columns: number): (number | null)[] {
  const curve: (number | null)[] = Array.from({ length: columns }, () => null)
  for (const [at, , , kmh] of points) {
    if (kmh === null || at < from || at > to) continue
    const column = Math.min(columns - 1, Math.floor((at - from) / (to - from || 1) * columns))
    curve[column] = Math.max(curve[column] ?? 0, kmh)
  }
  return curve
}
