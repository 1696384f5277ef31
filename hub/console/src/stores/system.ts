import { defineStore } from 'pinia'
import { ref } from 'vue'
import { hub } from '../api'
import type { SystemStatus } from '../api/types'

const period = 5_000

/** Figures of the status bar, asked for every five seconds. */
export const useSystem = defineStore('system', () => {
  const status = ref<SystemStatus | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  async function load(): Promise<void> {
    try {
      status.value = await hub.system()
    } catch {
      status.value = null
    }
  }

  function start(): void {
    if (timer !== undefined) return
    void load()
    timer = setInterval(() => { if (!document.hidden) void load() }, period)
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    status.value = null
  }

  return { status, start, stop }
})
