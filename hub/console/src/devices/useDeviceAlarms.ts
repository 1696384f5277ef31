import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { alarmCalls } from '../api'
import type { Alarm } from '../api/alarms'
import { useLive } from '../stores/live'

/** The latest alarms of a device, newest first, also those that are over. */
export function useDeviceAlarms(device: () => string, most = 10) {
  const alarms = shallowRef<Alarm[]>([])
  const failure = ref('')

  async function load(): Promise<void> {
    const wanted = device()
    try {
      const page = await alarmCalls.list({ device: wanted, limit: most })
      if (wanted !== device()) return
      alarms.value = page.items
      failure.value = ''
    } catch (error) {
      failure.value = (error as Error).message
    }
  }
  function apply(alarm: Alarm): void {
    if (alarm.device.id !== device()) return
    const index = alarms.value.findIndex(one => one.id === alarm.id)
    alarms.value = index < 0 ? [alarm, ...alarms.value].slice(0, most) : alarms.value.with(index, alarm)
  }
  watch(device, () => { alarms.value = []; void load() }, { immediate: true })

  const live = useLive()
  const unsubscribe = [live.on('alarm', apply), live.on('reset', () => void load())]
  onScopeDispose(() => { for (const end of unsubscribe) end() })

  return { alarms, failure }
}
