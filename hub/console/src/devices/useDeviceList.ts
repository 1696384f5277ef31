import { computed, onMounted, onScopeDispose, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { deviceCalls, hub } from '../api'
import type { DeviceCounts } from '../api/devices'
import type { Device } from '../api/types'
import { PagedRows } from '../lists/PagedRows'
import { useLive } from '../stores/live'
import { addressOf, queryOf, readFilter, type DeviceFilter } from './deviceFilter'

/** After the last key, milliseconds. */
const typingPause = 250
/** Counts are figures over all devices: often enough is enough, milliseconds. */
const countsEvery = 15_000

/** The list of devices as its address asks for it: rows fetched as they come into view, counts, and pushes for what is shown. */
export function useDeviceList() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => readFilter(route.query))
  const words = ref(filter.value.words)
  const counts = ref<DeviceCounts | null>(null)
  const rows = new PagedRows<Device>({
    fetch: (cursor, limit, signal) => hub.devices({ ...queryOf(filter.value), cursor, limit }, signal),
    idOf: one => one.id,
  })
  let typing: ReturnType<typeof setTimeout> | undefined

  const ask = (change: Partial<DeviceFilter>) => router.replace({ query: addressOf({ ...filter.value, ...change }) })

  async function loadCounts(): Promise<void> {
    try {
      counts.value = await deviceCalls.counts({ model: filter.value.model, q: filter.value.words.trim() })
    } catch {
      // The list itself says what is wrong.
    }
  }
  async function again(): Promise<void> {
    await Promise.all([rows.restart(), loadCounts()])
  }

  watch(() => JSON.stringify(queryOf(filter.value)), () => {
    if (route.name !== 'devices') return
    if (filter.value.words !== words.value.trim()) words.value = filter.value.words
    void again()
  })
  watch(words, () => {
    clearTimeout(typing)
    typing = setTimeout(() => { if (words.value.trim() !== filter.value.words) void ask({ words: words.value.trim() }) }, typingPause)
  })

  const live = useLive()
  const unsubscribe = [live.on('device', device => { rows.apply(device) }), live.on('reset', () => void again())]
  const timer = setInterval(() => { if (!document.hidden) void loadCounts() }, countsEvery)
  onMounted(again)
  onScopeDispose(() => {
    rows.cancel()
    clearTimeout(typing)
    clearInterval(timer)
    for (const end of unsubscribe) end()
  })

  return { filter, words, counts, rows, ask, again, loadCounts }
}
