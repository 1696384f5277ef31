import { computed, onMounted, onScopeDispose, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { alarmCalls } from '../api'
import type { Alarm, AlarmCounts } from '../api/alarms'
import { PagedRows } from '../lists/PagedRows'
import { useLive } from '../stores/live'
import { addressOf, mayShow, queryOf, readFilter, type AlarmFilter } from './alarmFilter'

const typingPause = 250
/** Settle time of a burst of pushes, milliseconds. */
const settle = 500

/** The list of alarms as its address asks for it, kept current by pushes. */
export function useAlarmList(atTop: () => boolean) {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => readFilter(route.query))
  const words = ref(filter.value.words)
  const counts = ref<AlarmCounts | null>(null)
  /** Alarms that came while somebody was further down; shown when asked for. */
  const waiting = ref(0)
  const rows = new PagedRows<Alarm>({
    fetch: (cursor, limit, signal) => alarmCalls.list({ ...queryOf(filter.value), cursor, limit }, signal),
    idOf: one => one.id, pageSize: 60,
  })
  let typing: ReturnType<typeof setTimeout> | undefined
  let settling: ReturnType<typeof setTimeout> | undefined

  const ask = (change: Partial<AlarmFilter>) =>
    router.replace({ name: 'alarms', params: {}, query: addressOf({ ...filter.value, ...change }) })

  async function loadCounts(): Promise<void> {
    try {
      counts.value = await alarmCalls.counts()
    } catch {
      // The list itself says what is wrong.
    }
  }
  async function again(): Promise<void> {
    waiting.value = 0
    await Promise.all([rows.restart(), loadCounts()])
  }

  function take(alarm: Alarm): void {
    const held = rows.apply(alarm)
    const isNew = !held && mayShow(filter.value, alarm)
    if (isNew) waiting.value++
    settling ??= setTimeout(() => {
      settling = undefined
      if (waiting.value && atTop()) void again()
      else void loadCounts()
    }, settle)
  }

  watch(() => JSON.stringify(queryOf(filter.value)), () => {
    if (route.name !== 'alarms') return
    if (filter.value.words !== words.value.trim()) words.value = filter.value.words
    void again()
  })
  watch(words, () => {
    clearTimeout(typing)
    typing = setTimeout(() => { if (words.value.trim() !== filter.value.words) void ask({ words: words.value.trim() }) }, typingPause)
  })

  const live = useLive()
  const unsubscribe = [live.on('alarm', take), live.on('reset', () => void again())]
  onMounted(again)
  onScopeDispose(() => {
    rows.cancel()
    clearTimeout(typing)
    clearTimeout(settling)
    for (const end of unsubscribe) end()
  })

  return { filter, words, counts, waiting, rows, ask, again, take }
}
