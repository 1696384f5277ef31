import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { hub } from '../api'
import type { CaseCounts } from '../api/hub'
import type { CaseSummary } from '../api/types'
import { useLive, type CaseChange } from './live'
import { fetchAll } from '../lists/fetchAll'

/** Settle time for a burst of case pushes, milliseconds. */
const settle = 300

/** Open cases and the counts of the caller's work. A push names only the case; what the caller may see is fetched. */
export const useCases = defineStore('cases', () => {
  const byNumber = ref(new Map<string, CaseSummary>())
  const counts = ref<CaseCounts | null>(null)
  const loaded = ref(false)
  const open = computed(() => [...byNumber.value.values()].sort((a, b) => b.reportedAt - a.reportedAt))
  const changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function loadCounts(): Promise<void> {
    counts.value = await hub.caseCounts()
  }

  async function load(): Promise<void> {
    const [items] = await Promise.all([
      fetchAll(cursor => hub.cases({ scope: 'open', limit: 100, cursor }), 1000), loadCounts(),
    ])
    byNumber.value = new Map(items.map(one => [one.number, one]))
    loaded.value = true
  }

  function apply(summary: CaseSummary): void {
    if (summary.open) byNumber.value.set(summary.number, summary)
    else byNumber.value.delete(summary.number)
  }

  function noteChange(change: CaseChange): void {
    changed.add(change.number)
    timer ??= setTimeout(() => void refresh(), settle)
  }

  async function refresh(): Promise<void> {
    timer = undefined
    const numbers = [...changed]
    changed.clear()
    try {
      if (numbers.length > 10) return await load()
      const [, ...fresh] = await Promise.all([loadCounts(), ...numbers.map(number => hub.case(number))])
      for (const one of fresh) apply(one)
    } catch {
      // The next push or the reset after a reconnect brings it up to date.
    }
  }

  const live = useLive()
  live.on('case', noteChange)
  live.on('reset', () => { if (loaded.value) void load() })

  return { open, counts, loaded, load, loadCounts, apply }
})
