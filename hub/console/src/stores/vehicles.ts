import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef } from 'vue'
import { hub } from '../api'
import type { Vehicle } from '../api/types'
import { useLive } from './live'
import { fetchAll } from '../lists/fetchAll'

/** Where the vehicles are, as last told. */
export const useVehicles = defineStore('vehicles', () => {
  const byId = shallowRef(new Map<string, Vehicle>())
  const loaded = ref(false)
  const all = computed(() => [...byId.value.values()])

  async function load(): Promise<void> {
    const items = await fetchAll(cursor => hub.vehicles({ limit: 200, cursor }), 5000)
    byId.value = new Map(items.map(one => [one.id, one]))
    loaded.value = true
  }

  const live = useLive()
  live.on('vehicle', vehicles => {
    for (const one of vehicles) {
      if ((byId.value.get(one.id)?.at ?? 0) <= one.at) byId.value.set(one.id, one)
    }
    triggerRef(byId)
  })
  live.on('reset', () => { if (loaded.value) void load() })

  return { byId, all, loaded, load }
})
