import type { ZoneHours } from '../api/hub'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export type HoursPreset = 'always' | 'day' | 'night' | 'own'

/** Ready-made hours; `own` are none of them. */
export const presets: Record<Exclude<HoursPreset, 'own'>, ZoneHours[]> = {
  always: [],
  day: [{ days: [], from: '08:00:00', to: '20:00:00' }],
  night: [{ days: [], from: '22:00:00', to: '06:00:00' }],
}

/** Minutes are what people set; the hub writes seconds too. */
export const minutesOf = (time: string): string => time.slice(0, 5)
/** What people type for a time of the day: `8:30`, `08:30`, `0830`; null for what is none. */
export function typedTime(text: string): string | null {
  const parts = /^(\d{1,2})[:：]?(\d{2})$/.exec(text.trim())
  const time = parts && `${parts[1]!.padStart(2, '0')}:${parts[2]}:00`
  return time && isTime(time) ? time : null
}

const text = (hours: ZoneHours[]): string =>
  JSON.stringify(hours.map(one => [[...one.days].sort(), minutesOf(one.from), minutesOf(one.to)]))

export function presetOf(hours: ZoneHours[] | undefined): HoursPreset {
  const wanted = text(hours ?? [])
  return (Object.keys(presets) as Exclude<HoursPreset, 'own'>[]).find(key => text(presets[key]) === wanted) ?? 'own'
}

/** A first row of one's own: the working week in daytime. */
export const ownHours = (): ZoneHours[] => [{ days: [1, 2, 3, 4, 5], from: '08:00:00', to: '20:00:00' }]

export const toggled = (days: number[], day: number): number[] =>
  days.includes(day) ? days.filter(one => one !== day) : [...days, day].sort((a, b) => a - b)

export const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)
