/** Units in which people set a dwell, in seconds. */
export const dwellUnits = { second: 1, minute: 60, hour: 3600 } as const
export type DwellUnit = keyof typeof dwellUnits

/** The largest unit in which it is a whole number. */
export function unitOf(seconds: number): DwellUnit {
  return seconds > 0 && seconds % dwellUnits.hour === 0 ? 'hour' : seconds > 0 && seconds % dwellUnits.minute === 0 ? 'minute' : 'second'
}
