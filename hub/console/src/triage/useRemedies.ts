import { computed, ref, shallowRef } from 'vue'
import { triageCalls } from '../api'
import type { Remedy } from '../api/triage'
import type { Incident } from '../api/types'

/** What would keep a rejected incident from coming back; it stays on the table while the next incident is looked at. */
export function useRemedies() {
  const incident = shallowRef<Incident | null>(null)
  const remedies = ref<Remedy[]>([])
  const loading = ref(false)
  const busy = ref('')
  const failure = ref('')

  /** The one that a single key accepts: it does good and no harm. */
  const best = computed(() => remedies.value.find(one => one.recommended && !one.applied) ?? null)
  const undoable = computed(() => remedies.value.find(one => one.applied && one.undoable) ?? null)

  async function propose(rejected: Incident): Promise<void> {
    incident.value = rejected
    remedies.value = []
    failure.value = ''
    loading.value = true
    try {
      const found = await triageCalls.remedies(rejected.id)
      if (incident.value?.id === rejected.id) remedies.value = found
    } catch (error) {
      if (incident.value?.id === rejected.id) failure.value = (error as Error).message
    } finally {
      if (incident.value?.id === rejected.id) loading.value = false
    }
  }

  async function change(key: string, call: (incident: number, key: string) => Promise<Remedy[]>): Promise<boolean> {
    const of = incident.value
    if (!of || busy.value) return false
    busy.value = key
    try {
      const found = await call(of.id, key)
      if (incident.value?.id === of.id) remedies.value = found
      return true
    } finally {
      busy.value = ''
    }
  }

  const accept = (key: string) => change(key, triageCalls.applyRemedy)
  const undo = (key: string) => change(key, triageCalls.undoRemedy)
  function dismiss(): void {
    incident.value = null
    remedies.value = []
  }

  return { incident, remedies, loading, busy, failure, best, undoable, propose, accept, undo, dismiss }
}
