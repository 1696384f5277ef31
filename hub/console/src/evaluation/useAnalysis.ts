import { ref, shallowRef, watch } from 'vue'
import { evaluationCalls, hub } from '../api'
import type { HotSpots, Recurrence, Rhythm, Trend } from '../api/evaluation'
import type { CatalogueEntry } from '../api/hub'
import { stepFor, type Days } from './period'

/** Trend, rhythm, hot spots and recurrence of a period; each fails by itself. */
export function useAnalysis(days: () => Days) {
  const category = ref<string | null>(null)
  const cell = ref(200)
  const times = ref(3)
  const within = ref(90)
  const trend = shallowRef<Trend | null>(null)
  const rhythm = shallowRef<Rhythm | null>(null)
  const spots = shallowRef<HotSpots | null>(null)
  const recurrence = shallowRef<Recurrence | null>(null)
  const catalogue = shallowRef<CatalogueEntry[]>([])
  const failure = ref('')
  let turn = 0

  async function take<T>(mine: number, work: Promise<T>, into: (found: T) => void): Promise<void> {
    try {
      const found = await work
      if (mine === turn) into(found)
    } catch (error) {
      if (mine === turn) failure.value = (error as Error).message
    }
  }

  async function load(): Promise<void> {
    const mine = ++turn
    failure.value = ''
    const problems = { ...days(), category: category.value }
    await Promise.all([
      take(mine, evaluationCalls.trend({ ...days(), step: stepFor(days()) }), found => { trend.value = found }),
      take(mine, evaluationCalls.rhythm(problems), found => { rhythm.value = found }),
      take(mine, evaluationCalls.hotSpots({ ...problems, cell: cell.value }), found => { spots.value = found }),
      take(mine, evaluationCalls.recurrence({ ...problems, times: times.value, days: within.value }), found => { recurrence.value = found }),
    ])
  }

  watch(() => JSON.stringify([days(), category.value, cell.value, times.value, within.value]), () => void load(), { immediate: true })
  void Promise.all([hub.catalogue('events'), hub.catalogue('components')])
    .then(both => { catalogue.value = both.flat() }, () => { /* The page works without a choice of class. */ })

  return { category, cell, times, within, trend, rhythm, spots, recurrence, catalogue, failure }
}
