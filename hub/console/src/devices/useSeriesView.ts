import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { alarmCalls, deviceCalls, hub } from '../api'
import type { Alarm } from '../api/alarms'
import type { Device } from '../api/types'
import { bucketFor } from '../chart/bucket'
import type { Points } from '../chart/paths'
import type { Range } from '../chart/scale'

/** Spans to look back over, milliseconds. */
export const spans = [
  { key: 'quarter', length: 15 * 60_000 },
  { key: 'hour', length: 60 * 60_000 },
  { key: 'sixHours', length: 6 * 60 * 60_000 },
  { key: 'day', length: 24 * 60 * 60_000 },
  { key: 'week', length: 7 * 24 * 60 * 60_000 },
  { key: 'month', length: 30 * 24 * 60 * 60_000 },
] as const
export type SpanKey = typeof spans[number]['key']
/** More lines than these cannot be told apart. */
export const mostLines = 4
/** How far back one can zoom out, milliseconds. */
const furthest = 400 * 24 * 60 * 60_000
const refreshEvery = 10_000
/** A wheel turns many times before it rests, milliseconds. */
const settle = 180

export interface Shown { metric: string; points: Points; expected: Points; method: string }

/**
 * The series of a device that are looked at. As long as nobody has zoomed, the plot follows the clock; what is shown is
 * asked for anew with a bucket that fits the width. Until somebody chooses, `first` says which metric is shown.
 */
export function useSeriesView(device: () => Device, first: () => string | undefined = () => undefined) {
  const metrics = ref<string[]>([])
  const span = ref<SpanKey>('hour')
  /** What somebody zoomed to; null follows the clock. */
  const window = ref<Range | null>(null)
  const now = ref(Date.now())
  const width = ref(640)
  const shown = shallowRef<Shown[]>([])
  const alarms = shallowRef<Alarm[]>([])
  const failure = ref('')
  const loading = ref(false)

  const length = computed(() => spans.find(one => one.key === span.value)!.length)
  const range = computed<Range>(() => window.value ?? { from: now.value - length.value, to: now.value })
  const limits = computed<Range>(() => ({ from: now.value - furthest, to: now.value }))
  const bucket = computed(() => bucketFor(range.value, width.value))
  const chosen = computed(() => {
    const known = device().values.map(one => one.metric)
    const still = metrics.value.filter(metric => known.includes(metric))
    if (still.length) return still
    const preferred = first()
    return preferred && known.includes(preferred) ? [preferred] : known.slice(0, 1)
  })

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function seriesOf(metric: string, { from, to }: Range): Promise<Shown> {
    const key = device().id
    const [series, expected] = await Promise.all([
      hub.telemetry(key, metric, Math.floor(from), Math.ceil(to), bucket.value),
      // A hub without a detector for this metric has nothing to expect.
      deviceCalls.expected(key, metric, Math.floor(from), Math.ceil(to), bucket.value).catch(() => null),
    ])
    return { metric, points: series.points, expected: expected?.points ?? [], method: expected?.method ?? '' }
  }

  async function load(): Promise<void> {
    const mine = ++turn
    loading.value = true
    if (!window.value) now.value = Date.now()
    const wanted = range.value
    try {
      const [found, marked] = await Promise.all([
        Promise.all(chosen.value.map(metric => seriesOf(metric, wanted))),
        alarmCalls.list({ device: device().id, from: Math.floor(wanted.from), to: Math.ceil(wanted.to), limit: 100 }).catch(() => null),
      ])
      if (mine !== turn) return
      shown.value = found
      alarms.value = marked?.items ?? []
      failure.value = ''
    } catch (error) {
      // The plot keeps what it shows until the hub answers again.
      if (mine === turn) failure.value = (error as Error).message
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  function soon(wait: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void load(), wait)
  }

  watch(() => [device().id, chosen.value.join(), span.value], (_, before) => {
    if (before && before[0] !== device().id) { shown.value = []; window.value = null }
    soon(0)
  }, { immediate: true })
  watch(window, () => soon(settle))
  watch(width, () => soon(settle))
  const refresh = setInterval(() => { if (!document.hidden && !window.value) void load() }, refreshEvery)
  onScopeDispose(() => { clearInterval(refresh); clearTimeout(timer); turn++ })

  function choose(metric: string): void { metrics.value = [metric] }
  /** Adds a metric to the plot or takes it out; the last one stays. */
  function compare(metric: string): void {
    const now = chosen.value
    metrics.value = now.includes(metric) ? now.length > 1 ? now.filter(one => one !== metric) : now : [...now, metric].slice(-mostLines)
  }
  function lookBack(key: SpanKey): void { span.value = key; window.value = null }
  const zoom = (next: Range) => { window.value = next }
  const reset = () => { window.value = null }

  return { chosen, span, window, range, limits, bucket, width, shown, alarms, failure, loading, choose, compare, lookBack, zoom, reset }
}
