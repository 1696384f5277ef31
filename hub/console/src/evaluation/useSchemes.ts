import { ref, shallowRef } from 'vue'
import { evaluationCalls } from '../api'
import type { Scheme, SchemeChange, SchemeKind } from '../api/evaluation'
import { inputOf, type SchemeDraft } from './schemeForm'

/** The schemes and their history. */
export function useSchemes() {
  const kinds = shallowRef<SchemeKind[] | null>(null)
  const changes = shallowRef<SchemeChange[]>([])
  const failure = ref('')
  const busy = ref(false)

  async function load(): Promise<void> {
    failure.value = ''
    try {
      [kinds.value, changes.value] = await Promise.all([evaluationCalls.schemes(), evaluationCalls.changes()])
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  async function during(work: () => Promise<unknown>): Promise<void> {
    busy.value = true
    try {
      await work()
      await load()
    } finally {
      busy.value = false
    }
  }

  const save = (draft: SchemeDraft) => during(() => draft.id ? evaluationCalls.change(draft.id, inputOf(draft)) : evaluationCalls.create(inputOf(draft)))
  const use = (scheme: Scheme) => during(() => evaluationCalls.use(scheme.id))
  const remove = (scheme: Scheme) => during(() => evaluationCalls.remove(scheme.id))

  void load()
  return { kinds, changes, failure, busy, save, use, remove }
}
