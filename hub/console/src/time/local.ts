import { zoneOffset } from '../chart/scale'

/** A moment as `<input type="datetime-local">` wants it: the wall clock of a zone, `2026-11-25T08:30`. */
export const toLocal = (moment: number, zone: string): string =>
  new Date(moment + zoneOffset(moment, zone)).toISOString().slice(0, 16)

/** The moment at which the clocks of a zone show this; null if it is no time. */
export function fromLocal(text: string, zone: string): number | null {
  const wall = Date.parse(`${text}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(wall)) return null
  // The offset is that of the moment itself; a second look settles the hour around a change of clocks.
  const near = wall - zoneOffset(wall, zone)
  return wall - zoneOffset(near, zone)
}
