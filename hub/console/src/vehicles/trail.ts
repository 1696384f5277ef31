/** Unix ms, lon, lat. */
export type TrailPoint = [at: number, lon: number, lat: number]

/** How long a trail is, milliseconds. */
const length = 15 * 60_000

/** The trail with where the vehicle is now; what is older than a quarter of an hour falls away. */
export function trailWith(trail: readonly TrailPoint[], next: TrailPoint): TrailPoint[] {
  const last = trail.at(-1)
  if (last && next[0] <= last[0]) return trail as TrailPoint[]
  return [...trail.filter(([at]) => at > next[0] - length), next]
}
