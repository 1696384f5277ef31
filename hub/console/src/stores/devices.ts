import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef } from 'vue'
import { hub } from '../api'
import type { Device } from '../api/types'
import { useLive } from './live'
import { fetchAll } from '../lists/fetchAll'

/** The devices on the map, by id. */
export const useDevices = defineStore('devices', () => {
  const byId = shallowRef(new Map<string, Device>())
  const loaded = ref(false)
  const all = computed(() => [...byId.value.values()])

  async function load(): Promise<void> {
    const items = await fetchAll(cursor => hub.devices({ limit: 200, cursor }), 5000)
    byId.value = new Map(items.map(one => [one.id, one]))
    loaded.value = true
  }

  const live = useLive()
  live.on('device', device => {
    if (!loaded.value) return
    byId.value.set(device.id, device)
    triggerRef(byId)
  })
  live.on('reset', () => { if (loaded.value) void load() })

  return { byId, all, loaded, load }
})
