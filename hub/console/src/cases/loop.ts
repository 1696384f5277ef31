import type { CaseDetail } from '../api/types'

/** Steps of the closed loop (闭环), by the action that completes each. */
export const loop = ['report', 'accept', 'file', 'dispatch', 'handle', 'feedback', 'check', 'close'] as const
export type Step = typeof loop[number]

export interface LoopStep {
  key: Step
  state: 'done' | 'current' | 'ahead'
  /** When it was last completed. */
  at: number | null
}

/**
 * Where a case stands in the loop, read from its log. A failed check sends it back to handling: what came after
 * dispatch is ahead again.
 */
export function loopOf(one: Pick<CaseDetail, 'log' | 'open'>): LoopStep[] {
  const completed = new Map<Step, number>()
  for (const entry of one.log) {
    const step = entry.action.key as Step
    if (!loop.includes(step)) continue
    if (step === 'check' && entry.result === 'fail') {
      for (const again of ['handle', 'feedback', 'check'] as const) completed.delete(again)
    } else {
      completed.set(step, entry.at)
    }
  }
  const current = one.open ? loop.find(step => !completed.has(step)) : undefined
  return loop.map(key => ({
    key, at: completed.get(key) ?? null,
    state: completed.has(key) ? 'done' : key === current ? 'current' : 'ahead',
  }))
}
