import type { ActionInput } from '../api/hub'
import type { CaseAction } from '../api/types'

export type FieldKey = 'department' | 'condition' | 'result' | 'opinion' | 'evidence'
export interface ActionField { key: FieldKey; required: boolean }
export interface ActionForm {
  department: string | null
  condition: string | null
  result: 'pass' | 'fail' | null
  opinion: string
  files: File[]
}

const order: FieldKey[] = ['result', 'department', 'condition', 'opinion', 'evidence']

/** What the form of an action asks for: the hub says what is needed, the console only in which order. */
export function fieldsOf(action: CaseAction): ActionField[] {
  const needs = new Set<FieldKey>(action.needs)
  const optional = new Set<FieldKey>(action.optional)
  return order.filter(key => needs.has(key) || optional.has(key)).map(key => ({ key, required: needs.has(key) }))
}

/** A fresh form, the hub's suggestion chosen. */
export function formFor(action: CaseAction): ActionForm {
  return { department: action.suggestion?.department.key ?? null, condition: null, result: null, opinion: '', files: [] }
}

const filled = (form: ActionForm, key: FieldKey): boolean =>
  key === 'evidence' ? form.files.length > 0 : key === 'opinion' ? form.opinion.trim() !== '' : form[key] !== null

/** Required fields that are still empty. */
export function missingIn(action: CaseAction, form: ActionForm): FieldKey[] {
  return fieldsOf(action).filter(one => one.required && !filled(form, one.key)).map(one => one.key)
}

/** The body of the action: only what was asked for and filled in. */
export function inputOf(action: CaseAction, form: ActionForm): ActionInput {
  const asked = new Set(fieldsOf(action).map(one => one.key))
  const has = (key: FieldKey) => asked.has(key) && filled(form, key)
  return {
    ...(has('opinion') ? { opinion: form.opinion.trim() } : {}),
    ...(has('department') ? { department: form.department! } : {}),
    ...(has('result') ? { result: form.result! } : {}),
    ...(has('condition') ? { condition: form.condition! } : {}),
  }
}

/** Stage that files sent with an action belong to. */
export const evidenceStage = (action: CaseAction): 'handling' | 'check' => action.key === 'check' ? 'check' : 'handling'
