import { ref, shallowRef } from 'vue'
import { hub, sanitationCalls, vehicleCalls } from '../api'
import type { PlanInput, PlanSummary, WorkKinds } from '../api/sanitation'
import type { Candidate, Vehicle } from '../api/types'
import { fetchAll } from '../lists/fetchAll'

/** Plans, and what they are made of. After each change the list is read again: others change it too. */
export function usePlans() {
  const plans = shallowRef<PlanSummary[] | null>(null)
  const kinds = shallowRef<WorkKinds | null>(null)
  const departments = shallowRef<Candidate[]>([])
  const vehicles = shallowRef<Vehicle[]>([])
  const failure = ref('')
  const busy = ref(false)

  const read = async () => { plans.value = (await sanitationCalls.plans()).items }

  async function load(): Promise<void> {
    failure.value = ''
    try {
      await Promise.all([
        read(),
        sanitationCalls.kinds().then(found => { kinds.value = found }),
        hub.departments().then(found => { departments.value = found }),
        fetchAll(cursor => vehicleCalls.list({ limit: 200, cursor }), 5000).then(found => { vehicles.value = found }),
      ])
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  async function change(work: () => Promise<unknown>): Promise<void> {
    busy.value = true
    try {
      await work()
      await read()
    } finally {
      busy.value = false
    }
  }

  const save = (plan: string | null, input: PlanInput) => change(() => plan === null ? sanitationCalls.create(input) : sanitationCalls.change(plan, input))
  const remove = (plan: string) => change(() => sanitationCalls.remove(plan))
  return { plans, kinds, departments, vehicles, failure, busy, load, save, remove }
}
