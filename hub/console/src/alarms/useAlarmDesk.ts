import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { alarmCalls } from '../api'
import type { Alarm } from '../api/alarms'
import type { PagedRows } from '../lists/PagedRows'
import { useSelection } from '../lists/useSelection'
import { useLive } from '../stores/live'

/** The alarm on the table, those chosen beside it, and what is done to them. */
export function useAlarmDesk(rows: PagedRows<Alarm>) {
  const current = shallowRef<Alarm | null>(null)
  const busy = ref(false)
  const selection = useSelection(index => {
    const alarm = rows.row(index)
    return alarm?.state === 'active' ? alarm.id : undefined
  })
  /** What an acknowledgement is about: the chosen ones, or else the one on the table. */
  const targets = computed(() => selection.size.value ? [...selection.ids.value] : current.value?.state === 'active' ? [current.value.id] : [])

  function indexOf(id: string): number {
    for (let n = 0; n < rows.state.value.known; n++) if (rows.row(n)?.id === id) return n
    return -1
  }
  const select = (alarm: Alarm | null) => { current.value = alarm }

  /** Goes on or back; where the current one has gone, to the first. Returns the row that is current then. */
  function step(by: 1 | -1): number {
    const at = current.value ? indexOf(current.value.id) : -1
    const next = at < 0 ? 0 : Math.min(rows.state.value.known - 1, Math.max(0, at + by))
    const alarm = rows.row(next)
    if (alarm) current.value = alarm
    return next
  }

  /** Opens one by id, also if the list does not show it. */
  async function open(id: string): Promise<void> {
    const at = indexOf(id)
    current.value = at >= 0 ? rows.row(at)! : await alarmCalls.one(id)
  }

  async function acknowledge(note: string): Promise<number> {
    const ids = targets.value
    if (!ids.length || busy.value) return 0
    busy.value = true
    try {
      if (ids.length === 1) take(await alarmCalls.acknowledge(ids[0]!, note || undefined))
      else {
        await alarmCalls.acknowledgeAll(ids, note || undefined)
        if (current.value && ids.includes(current.value.id)) take(await alarmCalls.one(current.value.id))
      }
      selection.clear()
      return ids.length
    } finally {
      busy.value = false
    }
  }

  function take(alarm: Alarm): void {
    rows.apply(alarm)
    if (current.value?.id === alarm.id) current.value = alarm
    if (alarm.state !== 'active' && selection.has(alarm.id)) selection.set([...selection.ids.value].filter(id => id !== alarm.id))
  }
  onScopeDispose(useLive().on('alarm', take))

  return { current, busy, selection, targets, select, step, open, acknowledge, indexOf }
}
