import type { CaseAction, CaseDetail } from '../api/types'

/** Where the usual duty is barred – nobody has seen the report yet, or it was returned too often – this step carries the case on. */
const instead: Record<string, string> = { reported: 'send_verify', pending_dispatch: 'refer_dispute' }

/** Steps of a person in a case: those it waits for with the answers against, and those that may be taken. */
export interface Offer { lead: CaseAction[]; more: CaseAction[] }

/** Duties first, then answers against; what may be done stays aside, so that the page is calm. */
export function offerOf(one: Pick<CaseDetail, 'actions' | 'state'>): Offer {
  const duties = one.actions.filter(each => each.kind === 'primary')
  const detour = duties.length ? undefined : one.actions.find(each => each.key === instead[one.state.key])
  return {
    lead: [...duties, ...(detour ? [detour] : []), ...one.actions.filter(each => each.kind === 'danger')],
    more: one.actions.filter(each => each.kind === 'normal' && each !== detour),
  }
}

/** The step that opens by itself; once somebody has looked, a check is decided and not sent out again. */
export function firstOf(one: Pick<CaseDetail, 'actions' | 'state' | 'standing'>): CaseAction | undefined {
  const { lead } = offerOf(one)
  return (one.standing.checked ? lead.find(each => each.key === 'check') : undefined) ?? lead[0]
}
