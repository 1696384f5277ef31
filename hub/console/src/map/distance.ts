/** Metres as people say them: 85 m, 1.2 km, 14 km. */
export function distanceText(metres: number): string {
  if (metres < 1_000) return `${Math.round(metres)} m`
  const km = metres / 1_000
  return `${km < 10 ? km.toFixed(1) : Math.round(km)} km`
}
