import { locale } from '../i18n'
import { cityZone } from './zone'

type Shape = 'time' | 'timeSeconds' | 'date' | 'dateTime' | 'dayTime' | 'weekday'

const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  timeSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  dateTime: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  dayTime: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short', month: 'short', day: 'numeric' },
}
const cache = new Map<string, Intl.DateTimeFormat>()

/** A moment in the city's zone and the reader's language. */
export function at(moment: number | null | undefined, shape: Shape = 'dateTime'): string {
  if (moment === null || moment === undefined) return '—'
  const language = locale.value === 'en' ? 'en-GB' : 'zh-CN'
  const key = `${language} ${cityZone.value} ${shape}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...shapes[shape], hourCycle: 'h23', timeZone: cityZone.value })
    cache.set(key, format)
  }
  return format.format(moment)
}

/** A reading with as many decimals as its size deserves. */
export function number(value: number, digits?: number): string {
  const decimals = digits ?? (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: decimals }).format(value)
}
