import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { sanitationCalls, vehicleCalls } from '../api'
import type { DayReport, WorkResult } from '../api/sanitation'

/** The running day is asked for anew so often, milliseconds. */
const pace = 20_000
/** Tracks of so many vehicles are drawn. */
const mostTracks = 20

/** The report of a day, and what came of one of its plans. */
export function useWorkDay(day: () => string, today: () => string, chosen: () => string | null) {
  const report = shallowRef<DayReport | null>(null)
  const result = shallowRef<WorkResult | null>(null)
  const tracks = shallowRef<number[][][]>([])
  const failure = ref('')
  const busy = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function loadResult(plan: string, date: string, mine: number): Promise<void> {
    const found = await sanitationCalls.result(plan, date)
    if (mine !== turn) return
    result.value = found
    const seen = found.vehicles.filter(one => one.firstAt !== null).slice(0, mostTracks)
    const lines = await Promise.all(seen.map(one => vehicleCalls.track(one.id, one.firstAt!, one.lastAt! + 1).then(track => track.points.map(([at, lon, lat]) => [at, lon, lat]), () => [])))
    if (mine === turn) tracks.value = lines
  }

  async function load(): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    const [date, plan] = [day(), chosen()]
    if (result.value?.date !== date || result.value.plan.key !== plan) { result.value = null; tracks.value = [] }
    if (report.value?.date !== date) report.value = null
    failure.value = ''
    try {
      const [found] = await Promise.all([sanitationCalls.report(date), plan ? loadResult(plan, date, mine) : null])
      if (mine === turn) report.value = found
    } catch (error) {
      if (mine === turn) failure.value = (error as Error).message
    }
    if (mine === turn && date === today()) timer = setTimeout(() => void load(), pace)
  }

  async function recompute(): Promise<void> {
    busy.value = true
    try {
      await sanitationCalls.recompute(day())
      await load()
    } finally {
      busy.value = false
    }
  }

  watch([day, chosen], () => void load(), { immediate: true })
  onScopeDispose(() => { turn++; clearTimeout(timer) })
  return { report, result, tracks, failure, busy, load, recompute }
}

/** Saves a file that the hub made. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}
