import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { deviceCalls, hub } from '../api'
import type { DeadLetter } from '../api/devices'
import type { Zone } from '../api/hub'
import type { Device } from '../api/types'
import { useLive } from '../stores/live'
import { useModels } from '../stores/models'

/** How often a vehicle is asked for, milliseconds. */
const vehicleEvery = 5_000

/** The device on the page, kept current by pushes, with what belongs to it. */
export function useDevice(id: () => string) {
  const models = useModels()
  const device = shallowRef<Device | null>(null)
  const zones = ref<Zone[]>([])
  const letters = ref<DeadLetter[]>([])
  const failure = ref('')
  const document = computed(() => device.value ? models.documents.get(device.value.model.key) ?? null : null)

  async function load(): Promise<void> {
    const wanted = id()
    try {
      const found = await hub.device(wanted)
      if (wanted !== id()) return
      device.value = found
      failure.value = ''
      void models.fetchDocument(found.model.key)
      deviceCalls.deadLetters(wanted).then(page => { letters.value = page.items }).catch(() => { letters.value = [] })
      if (found.isCamera) hub.zones(wanted).then(list => { zones.value = list }).catch(() => { zones.value = [] })
    } catch (error) {
      failure.value = (error as Error).message
    }
  }
  watch(id, () => { device.value = null; zones.value = []; letters.value = []; void load() }, { immediate: true })

  /** A push carries what changes by itself; what only people change stays where the push leaves it out. */
  function take(pushed: Device): void {
    if (pushed.id === id()) device.value = { ...pushed, attributes: pushed.attributes ?? device.value?.attributes }
  }
  const live = useLive()
  const unsubscribe = [live.on('device', take), live.on('reset', () => void load())]
  /** A vehicle is heard every second, and pushed only when its health or alarms change: what it measures is asked for. */
  const timer = setInterval(() => {
    if (!device.value?.isVehicle || globalThis.document?.hidden) return
    hub.device(id()).then(take).catch(() => {})
  }, vehicleEvery)
  onScopeDispose(() => { clearInterval(timer); for (const end of unsubscribe) end() })

  return { device, document, zones, letters, failure, take }
}
