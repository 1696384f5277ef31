/** Days as the hub takes them, `yyyy-MM-dd`, both included. */
export interface Days { from: string; to: string }
export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'custom'
export const periodKinds: PeriodKind[] = ['day', 'week', 'month', 'quarter', 'year', 'custom']

/** Days are reckoned in Greenwich, where each has 24 hours; no clock is meant. */
const utc = (day: string) => new Date(`${day}T00:00:00Z`)
const text = (date: Date) => date.toISOString().slice(0, 10)
const of = (year: number, month: number, day: number) => text(new Date(Date.UTC(year, month, day)))
export const addDays = (day: string, days: number) => text(new Date(utc(day).getTime() + days * 86_400_000))
export const isDay = (day: unknown): day is string => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(utc(day).getTime())
export const lengthOf = ({ from, to }: Days) => Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000) + 1

/** The day that the clocks of a zone show at a moment. */
export const dayAt = (moment: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)

/** The day, week from Monday, month, quarter or year that a day lies in. */
export function periodOf(kind: Exclude<PeriodKind, 'custom'>, day: string): Days {
  const date = utc(day)
  const year = date.getUTCFullYear(), month = date.getUTCMonth()
  const quarter = Math.floor(month / 3) * 3
  switch (kind) {
    case 'day': return { from: day, to: day }
    case 'week': {
      const monday = addDays(day, -((date.getUTCDay() + 6) % 7))
      return { from: monday, to: addDays(monday, 6) }
    }
    case 'month': return { from: of(year, month, 1), to: of(year, month + 1, 0) }
    case 'quarter': return { from: of(year, quarter, 1), to: of(year, quarter + 3, 0) }
    case 'year': return { from: of(year, 0, 1), to: of(year, 11, 31) }
  }
}

/** What kind of period some days are. */
export const kindOf = (days: Days): PeriodKind =>
  periodKinds.find(kind => kind !== 'custom' && same(periodOf(kind, days.from), days)) ?? 'custom'

/** The period before (-1) or after (1); a custom one moves by its own length. */
export function moved(days: Days, kind: PeriodKind, by: -1 | 1): Days {
  if (kind !== 'custom') return periodOf(kind, by < 0 ? addDays(days.from, -1) : addDays(days.to, 1))
  const shift = by * lengthOf(days)
  return { from: addDays(days.from, shift), to: addDays(days.to, shift) }
}

/** A period out of an address, else the month of today. */
export function periodIn(query: Record<string, unknown>, today: string): Days {
  return isDay(query.from) && isDay(query.to) && query.from <= query.to ? { from: query.from, to: query.to } : periodOf('month', today)
}

/** Steps in which the course of a period says most: some ten to sixty of them. */
export const stepFor = (days: Days): 'day' | 'week' | 'month' =>
  lengthOf(days) <= 62 ? 'day' : lengthOf(days) <= 400 ? 'week' : 'month'

const same = (one: Days, other: Days) => one.from === other.from && one.to === other.to
