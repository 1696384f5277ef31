import type { CaseDetail } from '../api/types'

/** Phases of the closed loop (闭环). */
export const loop = ['report', 'accept', 'file', 'dispatch', 'handle', 'feedback', 'check', 'close'] as const
export type Step = typeof loop[number]

export interface LoopStep {
  key: Step
  state: 'done' | 'current' | 'ahead'
  /** When it was last completed. */
  at: number | null
}

/** The phase that is under way in each open state; a task that is out, a dispute and hanging up belong to the phase they hold up. */
const phaseOf: Record<string, Step> = {
  reported: 'accept', verifying: 'accept', self_handled: 'accept', pending_filing: 'file', pending_dispatch: 'dispatch', disputed: 'dispatch',
  pending_handling: 'handle', return_requested: 'handle', handling: 'handle', pending_confirmation: 'feedback', hung_up: 'handle',
  pending_review: 'feedback', pending_check: 'check', checking: 'check', pending_close: 'close',
}

/** Ended with its work done; what was rejected, voided or merged stays where it stood. */
const done = new Set(['closed', 'force_closed', 'archived'])

/**
 * Where a case stands in the loop. Its state says which phase is under way: a return, rework and opening again set it back. The log
 * says when each phase before was last left.
 */
export function loopOf(one: Pick<CaseDetail, 'log' | 'open' | 'state'>): LoopStep[] {
  const left = new Map<Step, number>()
  let last: Step = 'report'
  for (const entry of one.log) {
    const from = entry.from ? phaseOf[entry.from.key] : 'report'
    const to = phaseOf[entry.to.key]
    if (to) last = to
    if (!from || from === to) continue
    // Whatever lies between has been left as well: a ruling, a closing by order.
    const end = to ? loop.indexOf(to) : loop.indexOf(from) + (done.has(entry.to.key) ? loop.length : 0)
    for (let n = loop.indexOf(from); n < Math.min(end, loop.length); n++) left.set(loop[n]!, entry.at)
  }
  const reached = one.open ? loop.indexOf(phaseOf[one.state.key] ?? last) : done.has(one.state.key) ? loop.length : loop.indexOf(last)
  return loop.map((key, n) => ({
    key,
    at: n < reached ? left.get(key) ?? null : null,
    state: n < reached ? 'done' : n === reached && one.open ? 'current' : 'ahead',
  }))
}
