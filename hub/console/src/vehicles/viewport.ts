/** What a map shows: west, south, east, north, degrees. */
export type Box = [west: number, south: number, east: number, north: number]

/** So much is asked for around what is seen, as a share of its width and height: a small move needs no new request. */
const margin = 0.3
/** What is asked for is at most so many times what is seen: whoever zooms in should not be told of the whole city. */
const mostArea = 12

/** The box to ask the hub for. */
export function wantedBox([west, south, east, north]: Box): Box {
  const across = (east - west) * margin, up = (north - south) * margin
  return [Math.max(-180, west - across), Math.max(-85, south - up), Math.min(180, east + across), Math.min(85, north + up)]
}

/** Whether what was asked for still serves what is seen now. */
export function serves(asked: Box, seen: Box): boolean {
  const area = (box: Box) => (box[2] - box[0]) * (box[3] - box[1])
  return asked[0] <= seen[0] && asked[1] <= seen[1] && asked[2] >= seen[2] && asked[3] >= seen[3] && area(asked) <= mostArea * area(seen)
}

/** What an address asks a map to show, `lon,lat,zoom`; null if it asks for nothing that can be shown. */
export function viewIn(text: unknown): [lon: number, lat: number, zoom: number] | null {
  if (typeof text !== 'string') return null
  const [lon, lat, zoom] = text.split(',').map(Number)
  return text.split(',').length === 3 && Math.abs(lon!) <= 180 && Math.abs(lat!) <= 85 && zoom! >= 0 && zoom! <= 22 ? [lon!, lat!, zoom!] : null
}
