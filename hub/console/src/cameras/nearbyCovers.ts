import type { ComponentFeature } from '../api/cameras'

/** Component classes (GB/T 30428.2) that lie under a cover or grating. */
const classes = /\/01(0[1-9]|1[0-24]|18|23)$/
const most = 60
const earthMetres = 6_371_000

/** Metres between two places, good enough for a street. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180
  const x = (b.lon - a.lon) * rad * Math.cos((a.lat + b.lat) / 2 * rad)
  const y = (b.lat - a.lat) * rad
  return Math.hypot(x, y) * earthMetres
}

/** Covers among the city's components, those near the camera first. */
export function nearbyCovers(features: ComponentFeature[], place: { lat: number; lon: number } | null) {
  return features
    .filter(one => classes.test(one.properties.category))
    .map(feature => {
      const [lon, lat] = feature.geometry.coordinates
      return { feature, metres: place ? metresBetween(place, { lat, lon }) : null }
    })
    .sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0))
    .slice(0, most)
}
