import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { replayCalls } from '../api'
import type { Replay } from '../api/replays'

const askEvery = 1_000
const isOver = (replay: Replay) => ['done', 'failed', 'cancelled'].includes(replay.state)

/** The replay on the page, asked for until it is over. */
export function useReplay(id: () => string | null) {
  const replay = shallowRef<Replay | null>(null)
  const failure = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(wanted: string): Promise<void> {
    try {
      const found = await replayCalls.find(wanted)
      if (wanted !== id()) return
      replay.value = found
      failure.value = ''
      if (isOver(found)) return
    } catch (error) {
      if (wanted !== id()) return
      failure.value = (error as Error).message
      return
    }
    timer = setTimeout(() => void load(wanted), askEvery)
  }
  watch(id, now => {
    clearTimeout(timer)
    if (replay.value?.id !== now) replay.value = null
    failure.value = ''
    if (now) void load(now)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  const running = computed(() => replay.value !== null && !isOver(replay.value))
  return { replay, failure, running }
}
