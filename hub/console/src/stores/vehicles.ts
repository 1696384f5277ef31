import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { credentials, hub, vehicleCalls } from '../api'
import type { Candidate, Vehicle } from '../api/types'
import { fetchAll } from '../lists/fetchAll'
import { rowOf, type FleetRow } from '../vehicles/fleetRow'
import { readRow, type LiveMessage, type LiveVehicle } from '../vehicles/liveMessage'
import { VehicleFeed } from '../vehicles/VehicleFeed'
import type { Box } from '../vehicles/viewport'

/** What is shown beside the map follows the vehicles once a second; the map itself follows each message. */
const beatEvery = 1_000
/** The list knows those outside the map only by asking again. */
const listEvery = 120_000
const mostVehicles = 20_000

/** A message, read: the map's. */
export interface FleetChange { full: boolean; vehicles: LiveVehicle[]; gone: string[] }

/**
 * The vehicles: what they are by the registry, and where, as last told. Positions come many times a second, so they are
 * no reactive state; `beat` says once a second that there is something new to look at.
 */
export const useVehicles = defineStore('vehicles', () => {
  const byId = shallowRef(new Map<string, Vehicle>())
  const departments = shallowRef<Candidate[]>([])
  const loaded = ref(false)
  const beat = ref(0)
  const live = new Map<string, LiveVehicle>()
  const listeners = new Set<(change: FleetChange) => void>()
  let feed: VehicleFeed | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let news = false
  let loadedAt = 0
  let loading: Promise<void> | null = null

  const rows = computed<FleetRow[]>(() => {
    void beat.value
    return [...byId.value.values()].map(one => rowOf(one, live.get(one.id)))
  })
  const row = (id: string): FleetRow | null => {
    void beat.value
    const known = byId.value.get(id)
    return known ? rowOf(known, live.get(id)) : null
  }

  async function fetchList(): Promise<void> {
    loadedAt = Date.now()
    const items = await fetchAll(cursor => vehicleCalls.list({ limit: 200, cursor }), mostVehicles)
    byId.value = new Map(items.map(one => [one.id, one]))
    loaded.value = true
  }
  const load = () => loading ??= fetchList().finally(() => { loading = null })
  async function loadDepartments(): Promise<void> {
    departments.value = await hub.departments()
  }

  function take(message: LiveMessage): void {
    const vehicles = message.vehicles.map(one => readRow(one, live.get(one[0])))
    for (const one of vehicles) live.set(one.id, one)
    news = true
    // One that nobody has heard of before is looked up, but not for each of its positions.
    if (loaded.value && Date.now() - loadedAt > 10_000 && vehicles.some(one => !byId.value.has(one.id))) void load().catch(() => {})
    for (const listener of listeners) listener({ full: message.full, vehicles, gone: message.gone })
  }

  function look(): void {
    if (document.hidden) return
    if (Date.now() - loadedAt > listEvery) void load().catch(() => {})
    if (!news) return
    news = false
    beat.value++
  }

  /** Follows what a map shows. */
  function watchBox(box: Box): void {
    feed ??= new VehicleFeed(take, { fetch: (...call) => fetch(...call), onSignedOut: () => credentials.onSignedOut(), onState: () => {} })
    timer ??= setInterval(look, beatEvery)
    feed.watch(box)
  }
  function stop(): void {
    feed?.stop()
    feed = null
    clearInterval(timer)
    timer = undefined
  }
  /** Hears every change of the map; call the result to stop. */
  function onChange(listener: (change: FleetChange) => void): () => void {
    listeners.add(listener)
    return () => { listeners.delete(listener) }
  }

  return { byId, departments, rows, row, loaded, beat, load, loadDepartments, watchBox, stop, onChange, take }
})
