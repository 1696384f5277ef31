import type { ActionInput } from '../api/hub'
import type { ActionInputKey, CaseAction } from '../api/types'

export type FieldKey = ActionInputKey
export interface ActionField { key: FieldKey; required: boolean }
export interface ActionForm {
  department: string | null
  assisting: string[]
  category: string | null
  condition: string | null
  result: string | null
  collector: string | null
  handler: string | null
  resumeAt: number | null
  duplicateOf: string | null
  satisfaction: string | null
  closingMet: boolean
  basis: string
  opinion: string
  files: File[]
}

/** What the reporter may say of the result. */
export const satisfactions = ['very_satisfied', 'satisfied', 'unsatisfied'] as const

/** Whom or what first, then why, then what shows it, and the word that all is well last. */
const order: FieldKey[] = [
  'result', 'satisfaction', 'department', 'assisting', 'collector', 'handler', 'category', 'condition', 'duplicateOf', 'resumeAt',
  'opinion', 'basis', 'evidence', 'closingMet',
]

/** What the form of an action asks for: the hub says what is needed, the console only in which order. */
export function fieldsOf(action: CaseAction): ActionField[] {
  const needs = new Set<FieldKey>(action.needs)
  const optional = new Set<FieldKey>(action.optional)
  return order.filter(key => needs.has(key) || optional.has(key)).map(key => ({ key, required: needs.has(key) }))
}

export const emptyForm = (): ActionForm => ({
  department: null, assisting: [], category: null, condition: null, result: null, collector: null, handler: null, resumeAt: null,
  duplicateOf: null, satisfaction: null, closingMet: false, basis: '', opinion: '', files: [],
})

/** A fresh form, the hub's suggestion chosen. */
export function formFor(action: CaseAction): ActionForm {
  return { ...emptyForm(), department: action.suggestion?.department.key ?? null, result: action.results.length === 1 ? action.results[0]! : null }
}

function filled(form: ActionForm, key: FieldKey): boolean {
  if (key === 'evidence') return form.files.length > 0
  const value = form[key]
  return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value === true || typeof value === 'number'
}

/** Required fields that are still empty. */
export function missingIn(action: CaseAction, form: ActionForm): FieldKey[] {
  return fieldsOf(action).filter(one => one.required && !filled(form, one.key)).map(one => one.key)
}

/** The body of the action: only what was asked for and filled in. */
export function inputOf(action: CaseAction, form: ActionForm): ActionInput {
  const given = fieldsOf(action).map(one => one.key).filter(key => key !== 'evidence' && filled(form, key))
  return Object.fromEntries(given.map(key => {
    const value = form[key as keyof ActionForm]
    return [key, typeof value === 'string' ? value.trim() : value]
  }))
}

const stages: Record<string, string> = { answer_verify: 'verify', check: 'check', answer_check: 'check', appeal: 'appeal', reopen: 'report' }

/** Stage that files sent with an action belong to. */
export const evidenceStage = (action: Pick<CaseAction, 'key'>): string => stages[action.key] ?? 'handling'
