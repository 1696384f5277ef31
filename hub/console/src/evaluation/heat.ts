import type { HotSpot } from '../api/evaluation'

/** How strong a figure is shown, 0 to 1: by its root, so that a few high ones do not hide the rest. */
export const strength = (count: number, most: number): number => most > 0 && count > 0 ? Math.sqrt(count / most) : 0

export const mostOf = (hours: number[][]): number => Math.max(0, ...hours.flat())

/** The hour of the week with most, or null when there is nothing. */
export function peakOf(hours: number[][]): { weekday: number; hour: number; count: number } | null {
  const most = mostOf(hours)
  if (most === 0) return null
  const weekday = hours.findIndex(day => day.includes(most))
  return { weekday: weekday + 1, hour: hours[weekday]!.indexOf(most), count: most }
}

/** Squares of ground as the map draws them. */
export function spotFeatures(spots: HotSpot[]): GeoJSON.FeatureCollection {
  const most = Math.max(0, ...spots.map(one => one.count))
  return {
    type: 'FeatureCollection',
    features: spots.map(({ bounds: [west, south, east, north], count }, index) => ({
      type: 'Feature',
      properties: { index, count, strength: strength(count, most) },
      geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
    })),
  }
}
