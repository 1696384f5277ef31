/** Metres between two places, good for a city. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const perDegree = 111_320
  const east = (b.lon - a.lon) * Math.cos((a.lat + b.lat) / 2 * Math.PI / 180)
  return Math.hypot(east, b.lat - a.lat) * perDegree
}

/** The nearest of some things that have a place, with their distance; none further than `most` metres. */
export function nearest<T extends { lat: number | null; lon: number | null }>(
  things: readonly T[], place: { lat: number; lon: number }, count: number, most: number,
): { thing: T; metres: number }[] {
  return things
    .flatMap(thing => thing.lat === null || thing.lon === null ? [] : [{ thing, metres: metresBetween(place, { lat: thing.lat, lon: thing.lon }) }])
    .filter(one => one.metres <= most)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count)
}
