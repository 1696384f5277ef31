import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Alarm } from '../api/alarms'
import type { Command } from '../api/devices'
import type { FilingPolicy } from '../api/triage'
import type { Device, Incident } from '../api/types'
import { EventStream, type StreamState } from '../live/EventStream'

export interface CaseChange { number: string; state: string | { key: string }; version: number }
interface Events {
  incident: Incident
  case: CaseChange
  notice: object
  alarm: Alarm
  command: Command
  filing: FilingPolicy
  device: Device
  /** What was pushed may have been missed: fetch again what is shown. */
  reset: undefined
}
type Listener<K extends keyof Events> = (data: Events[K]) => void

/** What the hub pushes, handed to whoever listens. One connection for the whole console. */
export const useLive = defineStore('live', () => {
  const state = ref<StreamState>('off')
  const listeners = new Map<string, Set<(data: never) => void>>()
  let stream: EventStream | null = null

  function on<K extends keyof Events>(type: K, listener: Listener<K>): () => void {
    const set = listeners.get(type) ?? new Set()
    listeners.set(type, set.add(listener as (data: never) => void))
    return () => { set.delete(listener as (data: never) => void) }
  }

  function emit(type: string, data: unknown): void {
    for (const listener of listeners.get(type) ?? []) listener(data as never)
  }

  function start(options: { onSignedOut: () => void; fetch?: typeof fetch; backoff?: (attempt: number) => number }): void {
    if (stream) return
    stream = new EventStream({
      url: '/api/v1/stream',
      fetch: options.fetch ?? ((...call) => fetch(...call)),
      backoff: options.backoff,
      onState: next => { state.value = next },
      onSignedOut: options.onSignedOut,
      onEvent: event => emit(event.type, event.type === 'reset' ? undefined : JSON.parse(event.data)),
    })
    stream.start()
  }

  function stop(): void {
    stream?.stop()
    stream = null
  }

  return { state, on, start, stop }
})
