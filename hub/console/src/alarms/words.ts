import type { AlarmReading } from '../api/alarms'
import { i18n, say } from '../i18n'
import { number } from '../time/format'

const withUnit = (value: number, unit: string) => unit ? `${number(value)} ${unit}` : number(value)

/** A reading as a sentence: what was measured, against which limit, and what was expected. */
export function readingText(reading: AlarmReading): string {
  const { t } = i18n.global
  const { unit } = reading
  const parts = [t('reading.value', { name: say(reading.metric.name), value: withUnit(reading.value, unit) })]
  if (reading.limit !== null && reading.limit !== undefined) parts.push(t('reading.limit', { limit: withUnit(reading.limit, unit) }))
  if (typeof reading.expected === 'number') parts.push(t('reading.expected', { expected: withUnit(reading.expected, unit) }))
  if (typeof reading.bandLow === 'number' && typeof reading.bandHigh === 'number') {
    parts.push(t('reading.band', { low: number(reading.bandLow), high: withUnit(reading.bandHigh, unit) }))
  }
  return parts.join(t('reading.comma'))
}

/** The same on a row: only the first reading, in short. */
export function shortReading(readings: AlarmReading[]): string {
  const first = readings[0]
  return first ? `${say(first.metric.name)} ${withUnit(first.value, first.unit)}` : ''
}
