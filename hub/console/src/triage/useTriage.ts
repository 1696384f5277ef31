import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { hub } from '../api'
import { ApiError } from '../api/client'
import type { Incident, Named } from '../api/types'
import { useIncidents } from '../stores/incidents'
import { useLive } from '../stores/live'
import { following, triageOrder } from './queue'

/** The incident on the table and what can be done with it. */
export function useTriage() {
  const incidents = useIncidents()
  const queue = computed(() => triageOrder(incidents.open))
  const current = shallowRef<Incident | null>(null)
  const reasons = ref<Named[]>([])
  const busy = ref(false)
  /** Somebody else was faster; what the hub says about it. */
  const conflict = ref('')

  function select(incident: Incident | null): void {
    current.value = incident
    conflict.value = ''
  }

  /** Opens one by number, also if it has been decided already. */
  async function open(id: number): Promise<void> {
    select(queue.value.find(one => one.id === id) ?? await hub.incident(id))
  }

  function step(by: 1 | -1): void {
    const index = queue.value.findIndex(one => one.id === current.value?.id)
    const next = index < 0 ? queue.value[0] : queue.value[index + by]
    if (next) select(next)
  }

  async function decide(send: (incident: Incident) => Promise<Incident>): Promise<Incident | null> {
    const incident = current.value
    if (!incident || incident.state !== 'open' || busy.value) return null
    busy.value = true
    const next = following(queue.value, incident.id)
    try {
      const decided = await send(incident)
      incidents.apply(decided)
      if (current.value?.id === incident.id) select(next)
      return decided
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error
      const fresh = await hub.incident(incident.id)
      incidents.apply(fresh)
      current.value = fresh
      conflict.value = error.message
      return null
    } finally {
      busy.value = false
    }
  }

  /** Makes a case of it, or joins it to one that tells of the same. */
  const confirm = (note?: string, joinCase?: string) => decide(one => hub.confirm(one.id, note || undefined, joinCase))
  const reject = (reason: string, note?: string) => decide(one => hub.reject(one.id, reason, note || undefined))

  async function load(): Promise<void> {
    const [, found] = await Promise.all([incidents.load(), hub.rejectReasons()])
    reasons.value = found
  }

  const unsubscribe = useLive().on('incident', incident => {
    if (incident.id === current.value?.id && !busy.value) current.value = incident
    else if (!current.value && incident.state === 'open') select(incident)
  })
  onScopeDispose(unsubscribe)

  return { queue, current, reasons, busy, conflict, select, open, step, confirm, reject, load }
}
