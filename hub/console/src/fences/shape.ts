import type { Corner, FenceShape } from '../api/geofences'

const perDegree = 111_320
/** Sides that a drawn circle has, and a drawn round end. */
const sides = 64

/** Metres east and north of a place, good for a city, and back. */
export function planeAt([lon, lat]: Corner) {
  const across = perDegree * Math.cos(lat * Math.PI / 180)
  return {
    metres: ([x, y]: Corner): [number, number] => [(x - lon) * across, (y - lat) * perDegree],
    corner: ([x, y]: readonly [number, number]): Corner => [lon + x / across, lat + y / perDegree],
  }
}
export function metresApart(a: Corner, b: Corner): number {
  const [x, y] = planeAt(a).metres(b)
  return Math.hypot(x, y)
}
/** Places are kept to a tenth of a metre. */
export const rounded = ([lon, lat]: Corner): Corner => [Number(lon.toFixed(6)), Number(lat.toFixed(6))]

/** The rings that a map fills for a shape; none while it has too few corners. */
export function ringsOf(shape: FenceShape): Corner[][] {
  switch (shape.type) {
    case 'polygon': return shape.points.length < 3 ? [] : [[...shape.points, shape.points[0]!]]
    case 'circle': return shape.radiusM > 0 ? [circle(shape.centre, shape.radiusM)] : []
    case 'corridor': return shape.points.length < 2 ? [] : [outline(shape.points, shape.widthM / 2)]
  }
}

function circle(centre: Corner, radius: number): Corner[] {
  const plane = planeAt(centre)
  return Array.from({ length: sides + 1 }, (_, n) => {
    const angle = n % sides / sides * 2 * Math.PI
    return plane.corner([Math.cos(angle) * radius, Math.sin(angle) * radius])
  })
}

/** Both sides of a way, one after the other, with round ends; corners are cut where a mitre would run out too far. */
function outline(points: readonly Corner[], half: number): Corner[] {
  const plane = planeAt(points[0]!)
  const way = points.map(plane.metres).filter((one, n, all) => n === 0 || Math.hypot(one[0] - all[n - 1]![0], one[1] - all[n - 1]![1]) > 0.01)
  if (way.length < 2) return []
  const ring = [...side(way, half), ...cap(way.at(-1)!, way.at(-2)!, half), ...side([...way].reverse(), half), ...cap(way[0]!, way[1]!, half)]
  return [...ring, ring[0]!].map(plane.corner)
}
type Metres = [number, number]
const direction = (from: Metres, to: Metres): Metres => {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
}
const left = ([x, y]: Metres): Metres => [-y, x]

function side(way: readonly Metres[], half: number): Metres[] {
  return way.flatMap((at, n): Metres[] => {
    const before = n > 0 ? left(direction(way[n - 1]!, at)) : null
    const after = n < way.length - 1 ? left(direction(at, way[n + 1]!)) : null
    const off = (normal: Metres): Metres => [at[0] + normal[0] * half, at[1] + normal[1] * half]
    if (!before || !after) return [off((before ?? after)!)]
    const sum: Metres = [before[0] + after[0], before[1] + after[1]]
    const stretch = 2 / (sum[0] ** 2 + sum[1] ** 2)
    return stretch < 2.5 ? [[at[0] + sum[0] * stretch * half, at[1] + sum[1] * stretch * half]] : [off(before), off(after)]
  })
}
/** From the left to the right of an end, around it. */
function cap(end: Metres, before: Metres, half: number): Metres[] {
  const [dx, dy] = direction(before, end)
  return Array.from({ length: 9 }, (_, n) => {
    const angle = Math.PI / 2 - (n + 1) / 10 * Math.PI
    return [end[0] + (Math.cos(angle) * dx - Math.sin(angle) * dy) * half, end[1] + (Math.sin(angle) * dx + Math.cos(angle) * dy) * half] as Metres
  })
}

/** The places that can be dragged. Of a circle these are the middle and a point on its rim. */
export function handlesOf(shape: FenceShape): Corner[] {
  return shape.type === 'circle' ? [shape.centre, planeAt(shape.centre).corner([shape.radiusM, 0])] : shape.points
}
/** The middles of its sides, where a corner can be pulled out. */
export function middlesOf(shape: FenceShape): Corner[] {
  if (shape.type === 'circle') return []
  const sidesOf = shape.type === 'polygon' && shape.points.length > 2 ? shape.points.length : shape.points.length - 1
  return Array.from({ length: Math.max(0, sidesOf) }, (_, n) => {
    const [a, b] = [shape.points[n]!, shape.points[(n + 1) % shape.points.length]!]
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  })
}

export function withCorner(shape: FenceShape, index: number, corner: Corner): FenceShape {
  const to = rounded(corner)
  if (shape.type === 'circle') return index === 0 ? { ...shape, centre: to } : { ...shape, radiusM: Math.max(1, Math.round(metresApart(shape.centre, corner))) }
  return { ...shape, points: shape.points.map((one, n) => n === index ? to : one) }
}
/** A corner pulled out of the middle of a side. */
export function withMiddle(shape: FenceShape, index: number, corner: Corner): FenceShape {
  return shape.type === 'circle' ? shape : { ...shape, points: shape.points.toSpliced(index + 1, 0, rounded(corner)) }
}
/** Fewer corners than the shape needs are not left over. */
export function withoutCorner(shape: FenceShape, index: number): FenceShape {
  if (shape.type === 'circle' || shape.points.length <= fewest(shape.type)) return shape
  return { ...shape, points: shape.points.toSpliced(index, 1) }
}
export const fewest = (type: FenceShape['type']): number => type === 'polygon' ? 3 : type === 'corridor' ? 2 : 1

/** A shape that is being drawn, out of the places that were clicked so far. */
export function drawn(type: FenceShape['type'], clicks: readonly Corner[], widthM = 50): FenceShape | null {
  const points = clicks.map(rounded)
  if (!points.length) return null
  if (type === 'circle') return { type, centre: points[0]!, radiusM: points[1] ? Math.max(1, Math.round(metresApart(points[0]!, points[1]))) : 0 }
  return type === 'polygon' ? { type, points } : { type, points, widthM }
}
/** Whether what is drawn can be kept. */
export function isWhole(shape: FenceShape | null): boolean {
  return shape !== null && (shape.type === 'circle' ? shape.radiusM > 0 : shape.points.length >= fewest(shape.type))
}

/** Whether sides of a border cross: such an area has no inside. */
export function crossesItself(shape: FenceShape): boolean {
  if (shape.type !== 'polygon') return false
  const { points } = shape, n = points.length
  const turn = (a: Corner, b: Corner, c: Corner) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [points[i]!, points[i + 1]!, points[j]!, points[(j + 1) % n]!]
      if (turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b)) return true
    }
  }
  return false
}

/** Where its name is written. */
export function middleOf(shape: FenceShape): Corner {
  if (shape.type === 'corridor') return shape.points[Math.floor(shape.points.length / 2)]!
  const [west, south, east, north] = boundsOf(shape)
  return [(west + east) / 2, (south + north) / 2]
}
/** The box around a shape: west, south, east, north. */
export function boundsOf(shape: FenceShape): [number, number, number, number] {
  const corners = ringsOf(shape).flat()
  const all = corners.length ? corners : handlesOf(shape)
  const lons = all.map(one => one[0]), lats = all.map(one => one[1])
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
