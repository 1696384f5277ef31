import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ApiError } from '../api/client'

/** Between two questions after the hub has said that there is no such thing, milliseconds. */
const askAgainAfter = 15_000

/**
 * Asks for something again and again while the page is looked at, never twice at once. What the hub does not have is null
 * and asked for rarely, so that a block for it stays hidden.
 */
export function usePolling<T>(key: () => string, ask: (key: string) => Promise<T>, everyMs: number) {
  const value = shallowRef<T | null>(null)
  const failure = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function run(mine: number): Promise<void> {
    let pause = everyMs
    if (!document.hidden) {
      try {
        const answer = await ask(key())
        if (mine !== turn) return
        value.value = answer
        failure.value = ''
      } catch (error) {
        if (mine !== turn) return
        const missing = error instanceof ApiError && (error.status === 404 || error.status === 403)
        if (missing) value.value = null
        failure.value = missing ? '' : (error as Error).message
        pause = Math.max(everyMs, missing ? askAgainAfter : 0)
      }
    }
    timer = setTimeout(() => void run(mine), pause)
  }
  function again(): void {
    clearTimeout(timer)
    void run(++turn)
  }
  watch(key, () => { value.value = null; failure.value = ''; again() }, { immediate: true })
  onScopeDispose(() => { turn++; clearTimeout(timer) })

  return { value, failure, again }
}
