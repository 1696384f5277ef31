/** A place on earth, WGS-84 degrees. */
export interface Place { lat: number; lon: number }

/** About a tenth of a metre. */
const decimals = 6

/**
 * Reads what was typed as latitude and longitude. Both empty is no place (null); what cannot be a place, (0, 0) included,
 * is `wrong`.
 */
export function readPlace(lat: string, lon: string): Place | null | 'wrong' {
  if (lat.trim() === '' && lon.trim() === '') return null
  if (lat.trim() === '' || lon.trim() === '') return 'wrong'
  const place = { lat: Number(lat), lon: Number(lon) }
  const possible = Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 && (place.lat !== 0 || place.lon !== 0)
  return possible ? place : 'wrong'
}

export const degrees = (value: number): string => value.toFixed(decimals)
