import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { hub } from '../api'
import type { Device } from '../api/types'
import { fetchAll } from '../lists/fetchAll'
import { say } from '../i18n'
import { useLive } from '../stores/live'

export type CameraScope = 'all' | 'alarms' | 'offline'
const most = 2_000

/** All cameras, those that need a look first, kept current by pushes. */
export function useCameraList() {
  const byId = shallowRef(new Map<string, Device>())
  const loaded = ref(false)
  const failure = ref('')
  const words = ref('')
  const scope = ref<CameraScope>('all')

  async function load(): Promise<void> {
    try {
      const items = await fetchAll(cursor => hub.devices({ model: 'camera', limit: 200, cursor }), most)
      byId.value = new Map(items.map(one => [one.id, one]))
      failure.value = ''
    } catch (error) {
      failure.value = (error as Error).message
    }
    loaded.value = true
  }
  void load()

  const all = computed(() => [...byId.value.values()])
  const counts = computed(() => ({
    all: all.value.length, alarms: all.value.filter(hasAlarm).length, offline: all.value.filter(isAway).length,
  }))
  const cameras = computed(() => {
    const wanted = words.value.trim().toLowerCase()
    return all.value
      .filter(one => scope.value === 'all' || (scope.value === 'alarms' ? hasAlarm(one) : isAway(one)))
      .filter(one => !wanted || one.id.toLowerCase().includes(wanted) || say(one.name).toLowerCase().includes(wanted))
      .sort((a, b) => Number(hasAlarm(b)) - Number(hasAlarm(a)) || a.id.localeCompare(b.id, undefined, { numeric: true }))
  })

  const live = useLive()
  const unsubscribe = [
    live.on('device', device => { if (byId.value.has(device.id)) byId.value = new Map(byId.value).set(device.id, device) }),
    live.on('reset', () => void load()),
  ]
  onScopeDispose(() => { for (const end of unsubscribe) end() })

  return { cameras, counts, words, scope, loaded, failure }
}

export const hasAlarm = (device: Device): boolean => device.alarms.length > 0
const isAway = (device: Device): boolean => device.health === 'offline' || device.health === 'unknown'
