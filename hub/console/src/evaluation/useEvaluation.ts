import { ref, shallowRef, watch } from 'vue'
import { evaluationCalls } from '../api'
import type { AreaLevel, CaseBehind, Evaluation, EvaluationKind, EvaluationRow } from '../api/evaluation'
import type { Days } from './period'

/** One evaluation as the page shows it, loaded again when what is asked for changes; only the last answer counts. */
export function useEvaluation(asked: () => { kind: EvaluationKind; days: Days; level: AreaLevel } | null) {
  const evaluation = shallowRef<Evaluation | null>(null)
  const loading = ref(false)
  const failure = ref('')
  let turn = 0

  const queryOf = ({ kind, days, level }: NonNullable<ReturnType<typeof asked>>) => ({ ...days, level: kind === 'regions' ? level : undefined })

  async function load(): Promise<void> {
    const now = asked()
    const mine = ++turn
    failure.value = ''
    if (!now) return
    loading.value = true
    try {
      const found = await evaluationCalls.evaluate(now.kind, queryOf(now))
      if (mine === turn) evaluation.value = found
    } catch (error) {
      if (mine !== turn) return
      evaluation.value = null
      failure.value = (error as Error).message
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  watch(asked, (now, before) => { if (JSON.stringify(now) !== JSON.stringify(before)) void load() }, { immediate: true })

  /** The cases behind a figure. */
  const casesOf = async (row: EvaluationRow, count: string): Promise<CaseBehind[]> => {
    const now = asked()!
    return (await evaluationCalls.cases(now.kind, row.subject.key, count, queryOf(now))).items
  }

  /** The table as a file, saved under its name. */
  async function save(form: 'csv' | 'xlsx'): Promise<void> {
    const now = asked()!
    const url = URL.createObjectURL(await evaluationCalls.file(now.kind, form, queryOf(now)))
    Object.assign(document.createElement('a'), { href: url, download: `evaluation-${now.kind}-${now.days.from}-${now.days.to}.${form}` }).click()
    URL.revokeObjectURL(url)
  }

  return { evaluation, loading, failure, load, casesOf, save }
}
