import type { MetricDefinition, ModelDocument } from '../api/models'
import type { Device, LocalText } from '../api/types'

/** One metric as the device's page shows it, measured or still awaited. */
export interface TwinMetric {
  metric: string
  name: LocalText
  unit: string
  kind: 'number' | 'boolean' | 'text'
  value: number | null
  text: string | null
  at: number | null
  /** What the sensor can mean, where the model says it. */
  range: { min: number; max: number } | null
  /** Limits of rules about it, inside the range. */
  limits: number[]
}

function limitsOf(document: ModelDocument | null, metric: string): number[] {
  const tests = (document?.rules ?? []).flatMap(rule => rule.when ?? [])
  return [...new Set(tests.filter(test => test.metric === metric && (test.is === 'above' || test.is === 'below') && typeof test.limit === 'number').map(test => test.limit!))]
}

/** All metrics of a device: those of its model in their order, then what else it has sent. */
export function twinOf(device: Pick<Device, 'values'>, document: ModelDocument | null): TwinMetric[] {
  const definitions = document?.metrics ?? []
  const order = new Map(definitions.map((one, n) => [one.key, n]))
  const measured = device.values.map(value => twinMetric(value.metric, value.name, value.unit, definitions.find(one => one.key === value.metric), document, value))
  const awaited = definitions.filter(one => !device.values.some(value => value.metric === one.key))
    .map(one => twinMetric(one.key, one.name, one.unit ?? '', one, document, null))
  const rank = (one: TwinMetric) => order.get(one.metric) ?? definitions.length
  return [...measured.sort((a, b) => rank(a) - rank(b)), ...awaited]
}

function twinMetric(
  metric: string, name: LocalText, unit: string, definition: MetricDefinition | undefined, document: ModelDocument | null,
  value: Device['values'][number] | null,
): TwinMetric {
  const { min, max } = definition ?? {}
  const range = typeof min === 'number' && typeof max === 'number' && max > min ? { min, max } : null
  return {
    metric, name, unit, kind: definition?.kind ?? (value?.text ? 'text' : 'number'),
    value: value?.value ?? null, text: value?.text ?? null, at: value?.at ?? null, range,
    limits: range ? limitsOf(document, metric).filter(limit => limit >= range.min && limit <= range.max) : [],
  }
}

/** Where a value lies in its range, 0..1. */
export const shareOf = (value: number, range: { min: number; max: number }): number =>
  Math.min(1, Math.max(0, (value - range.min) / (range.max - range.min)))
