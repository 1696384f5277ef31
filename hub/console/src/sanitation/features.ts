import type { PlanInput, StopDay } from '../api/sanitation'

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features })
const line = (coordinates: number[][], properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } })

/** Collection points with how they stand. */
export const stopFeatures = (stops: Pick<StopDay, 'lon' | 'lat' | 'state' | 'name'>[], say: (name: StopDay['name']) => string) => collection(stops.map(one => ({
  type: 'Feature', properties: { state: one.state, name: say(one.name) }, geometry: { type: 'Point', coordinates: [one.lon, one.lat] },
})))

/** Longest silence between two fixes that is drawn as a way, milliseconds. */
const bridged = 120_000

/** Tracks as lines, broken where a vehicle was silent. A point is [ts, lon, lat, …]. */
export function trackFeatures(tracks: number[][][]): GeoJSON.FeatureCollection {
  const lines: GeoJSON.Feature[] = []
  for (const points of tracks) {
    let part: number[][] = []
    points.forEach((point, n) => {
      if (n > 0 && point[0]! - points[n - 1]![0]! > bridged) {
        if (part.length > 1) lines.push(line(part, {}))
        part = []
      }
      part.push([point[1]!, point[2]!])
    })
    if (part.length > 1) lines.push(line(part, {}))
  }
  return collection(lines)
}

/** A plan's own geometry, for its editor. */
export const planFeatures = (plan: PlanInput, say: (name: PlanInput['name']) => string) => ({
  routes: collection(plan.routes.flatMap((one, part) => one.lines.map(points => line(points, { part, name: say(one.name) })))),
  areas: collection(plan.areas.map((one, part) => ({
    type: 'Feature' as const, properties: { part, name: say(one.name) }, geometry: { type: 'Polygon' as const, coordinates: [[...one.points, one.points[0]!]] },
  }))),
  stops: stopFeatures(plan.stops.map(one => ({ ...one, state: 'open' as const })), say),
})

/** Rectangle around everything, west, south, east, north; null around nothing. */
export function boundsOf(...collections: GeoJSON.FeatureCollection[]): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null
  const take = (part: unknown): void => {
    if (!Array.isArray(part)) return
    if (typeof part[0] !== 'number') return part.forEach(take)
    const [lon, lat] = part as [number, number]
    box = box ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] : [lon, lat, lon, lat]
  }
  for (const one of collections) for (const { geometry } of one.features) if ('coordinates' in geometry) take(geometry.coordinates)
  return box
}
