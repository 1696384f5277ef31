import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { hub } from '../api'
import type { Incident } from '../api/types'
import { useLive } from './live'
import { fetchAll } from '../lists/fetchAll'

/** Incidents that wait for triage (预警), kept current by pushes. */
export const useIncidents = defineStore('incidents', () => {
  const byId = ref(new Map<number, Incident>())
  const loaded = ref(false)
  const open = computed(() => [...byId.value.values()]
    .filter(one => one.state === 'open')
    .sort((a, b) => b.raisedAt - a.raisedAt || b.id - a.id))

  async function load(): Promise<void> {
    const items = await fetchAll(cursor => hub.incidents({ state: 'open', limit: 100, cursor }), 1000)
    byId.value = new Map(items.map(one => [one.id, one]))
    loaded.value = true
  }

  function apply(incident: Incident): void {
    const known = byId.value.get(incident.id)
    if (known && known.updatedAt > incident.updatedAt) return
    if (incident.state === 'open') byId.value.set(incident.id, incident)
    else byId.value.delete(incident.id)
  }

  const live = useLive()
  live.on('incident', apply)
  live.on('reset', () => { if (loaded.value) void load() })

  return { open, loaded, load, apply }
})
