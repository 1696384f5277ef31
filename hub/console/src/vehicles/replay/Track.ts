import type { TrackPoint } from '../../api/vehicles'
import { nearestCourse } from '../../map/vehicles/interpolation'

/** Between fixes further apart nobody knows where it was, milliseconds: it is not drawn on a way it may not have gone. */
export const gapMs = 5 * 60_000

/** Where a vehicle was at a moment. `known` is false inside a gap: it is shown where it was last heard. */
export interface Moment { lon: number; lat: number; kmh: number | null; course: number | null; known: boolean }

/** All fixes of a stretch of time, in order; the exact ones, however the line is drawn. */
export class Track {
  constructor(readonly points: readonly TrackPoint[]) {}

  get from(): number { return this.points[0]?.[0] ?? 0 }
  get to(): number { return this.points.at(-1)?.[0] ?? 0 }
  get isEmpty(): boolean { return this.points.length === 0 }

  /** Index of the last fix at or before a moment; -1 before the first. */
  indexAt(at: number): number {
    let low = 0, high = this.points.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.points[middle]![0] <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  at(at: number): Moment | null {
    if (this.isEmpty) return null
    const index = Math.max(0, this.indexAt(at))
    const [start, lon, lat, kmh, course = null] = this.points[index]!
    const next = this.points[index + 1]
    if (!next || at <= start) return { lon, lat, kmh, course, known: true }
    if (next[0] - start > gapMs) return { lon, lat, kmh, course, known: false }
    const share = (at - start) / (next[0] - start)
    const between = (a: number, b: number) => a + (b - a) * share
    const turned = course === null || next[4] == null ? course : between(course, nearestCourse(course, next[4]))
    return {
      lon: between(lon, next[1]), lat: between(lat, next[2]),
      kmh: kmh === null || next[3] === null ? kmh : between(kmh, next[3]), course: turned, known: true,
    }
  }
}
