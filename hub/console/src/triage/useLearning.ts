import { onScopeDispose, ref } from 'vue'
import { triageCalls } from '../api'
import type { FilingPolicy, ModelVersion, PolicyInput, Precision } from '../api/triage'
import { useLive } from '../stores/live'

export type LearningTab = 'precision' | 'models' | 'policies'

/** Precision, versions and policies as the hub has them; each is loaded when its tab is opened. */
export function useLearning() {
  const precision = ref<Precision | null>(null)
  const models = ref<ModelVersion[] | null>(null)
  const policies = ref<FilingPolicy[] | null>(null)
  const failure = ref('')
  const busy = ref('')

  async function load(tab: LearningTab): Promise<void> {
    failure.value = ''
    try {
      if (tab === 'precision') precision.value = await triageCalls.precision()
      else if (tab === 'models') models.value = await triageCalls.models()
      else policies.value = await triageCalls.policies()
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
    busy.value = what
    try {
      return await work()
    } finally {
      busy.value = ''
    }
  }

  const train = () => during('train', async () => {
    const trained = await triageCalls.train()
    models.value = await triageCalls.models()
    return trained
  })
  const activate = (one: ModelVersion) => during('activate', async () => {
    models.value = await triageCalls.activate(one.rule.key, one.version)
  })
  const save = (input: PolicyInput) => during(input.category, async () => {
    policies.value = await triageCalls.setPolicy(input)
  })

  /** What another administrator changed, or what switched itself off. */
  onScopeDispose(useLive().on('filing', changed => {
    policies.value = policies.value?.map(one => one.category.code === changed.category.code ? changed : one) ?? null
  }))

  return { precision, models, policies, failure, busy, load, train, activate, save }
}
