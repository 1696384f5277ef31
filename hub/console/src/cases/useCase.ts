import { onScopeDispose, ref, shallowRef } from 'vue'
import { hub } from '../api'
import { ApiError } from '../api/client'
import type { Audit } from '../api/hub'
import type { CaseAction, CaseDetail } from '../api/types'
import { useCases } from '../stores/cases'
import { useLive } from '../stores/live'
import { evidenceStage, inputOf, type ActionForm } from './actionForm'

/** The hub computes the lights; so often they are asked for again, milliseconds. */
const refreshEvery = 30_000

/** One case, kept current, and the steps the caller may take. */
export function useCase(number: () => string) {
  const detail = shallowRef<CaseDetail | null>(null)
  const audit = ref<Audit | null>(null)
  const failure = ref<ApiError | null>(null)
  const busy = ref(false)
  const cases = useCases()

  async function load(): Promise<void> {
    const wanted = number()
    try {
      const [found, checked] = await Promise.all([hub.case(wanted), hub.audit(wanted).catch(() => null)])
      if (number() !== wanted) return
      detail.value = found
      audit.value = checked
      failure.value = null
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (detail.value === null || error.status === 404 || error.status === 403) failure.value = error
    }
  }

  /**
   * Takes a step. Pictures of an open case go first, so that the step stands on them; a closed one takes none but with a step. Answers `changed` when somebody else was faster:
   * the case has been read again then, and nothing was done.
   */
  async function act(action: CaseAction, form: ActionForm): Promise<'done' | 'changed'> {
    if (!detail.value) return 'changed'
    busy.value = true
    try {
      const stage = evidenceStage(action)
      if (detail.value.open) {
        for (const file of form.files) detail.value = await hub.addEvidence(detail.value.number, file, stage)
        form.files.length = 0
      }
      detail.value = await hub.act(
        detail.value.number, action.key, detail.value.version, inputOf(action, form), form.files.map(file => ({ file, stage })),
      )
      form.files.length = 0
      cases.apply(detail.value)
      void cases.loadCounts().catch(() => {})
      audit.value = await hub.audit(detail.value.number).catch(() => null)
      return 'done'
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status !== 412 && error.code !== 'wrong_state') throw error
      await load()
      return 'changed'
    } finally {
      busy.value = false
    }
  }

  const live = useLive()
  const unsubscribe = [
    live.on('case', change => {
      if (change.number === number() && change.version !== detail.value?.version && !busy.value) void load()
    }),
    live.on('reset', () => void load()),
  ]
  const timer = setInterval(() => { if (!document.hidden && !busy.value && detail.value?.open) void load() }, refreshEvery)
  onScopeDispose(() => {
    clearInterval(timer)
    for (const end of unsubscribe) end()
  })

  return { detail, audit, failure, busy, load, act }
}
