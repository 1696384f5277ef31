import type { KnownCase } from '../api/dispatch'
import type { CaseAction, CaseDetail } from '../api/types'
import { emptyForm, type ActionForm } from './actionForm'

/** Whole metres, or kilometres with one digit from one on. */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`
}

/** The step by which a case is merged into another; null if the caller may not, or no longer. */
export const mergeOf = (one: CaseDetail): CaseAction | null => one.actions.find(action => action.key === 'merge') ?? null

/** What is filled in when one case is merged into a known one. */
export const mergeInto = (known: KnownCase): ActionForm => ({ ...emptyForm(), duplicateOf: known.number })
