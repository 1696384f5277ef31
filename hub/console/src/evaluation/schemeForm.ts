import type { CountStep, PartKind, Scheme, SchemeInput, SchemeKind } from '../api/evaluation'

/** A scheme as it is being written. Weights and steps may be empty meanwhile. */
export interface SchemeDraft {
  /** Id of the scheme that is changed; null: a new one. */
  id: string | null
  version: number
  kind: SchemeInput['kind']
  zh: string
  en: string
  parts: { key: string; kind: PartKind; weight: number | null }[]
  steps: { key: string; rows: { upTo: number | null; points: number | null }[] }[]
  reworkAmong: string | null
}

export type SchemeFault = 'name' | 'weights' | 'part' | 'twice' | 'noRate' | 'steps'

/** A scheme to change, or with `copy` a new one like it. */
export function draftOf(scheme: Scheme, copy: { zh: string; en: string } | null): SchemeDraft {
  return {
    id: copy ? null : scheme.id, version: scheme.version, kind: scheme.kind, zh: copy?.zh ?? scheme.name.zh, en: copy?.en ?? scheme.name.en,
    parts: scheme.parts.map(part => ({ ...part })),
    steps: Object.entries(scheme.steps).map(([key, rows]) => ({ key, rows: rows.map(row => ({ ...row })) })),
    reworkAmong: scheme.reworkAmong,
  }
}

/** Rounded, so that 0.1 + 0.2 is what people think it is. */
export const weightSum = (draft: SchemeDraft): number =>
  Math.round(draft.parts.reduce((sum, part) => sum + (part.weight ?? 0), 0) * 1000) / 1000

const tableHolds = (rows: SchemeDraft['steps'][number]['rows']): boolean => rows.length > 0 && rows.every((row, n) =>
  row.points !== null && row.points >= 0 && row.points <= 100
  && (n === rows.length - 1 ? row.upTo === null : row.upTo !== null && row.upTo >= 0 && (n === 0 || row.upTo > (rows[n - 1]!.upTo ?? -1))))

/** What keeps a draft from being saved; the hub checks the same. */
export function faultsIn(draft: SchemeDraft, kind: SchemeKind): SchemeFault[] {
  const faults: SchemeFault[] = []
  if (!draft.zh.trim() || !draft.en.trim()) faults.push('name')
  if (draft.parts.some(part => !part.key || !part.weight || part.weight <= 0)) faults.push('part')
  if (new Set(draft.parts.map(part => part.key)).size < draft.parts.length) faults.push('twice')
  if (weightSum(draft) !== 100) faults.push('weights')
  if (!draft.parts.some(part => part.kind !== 'steps' && kind.rates.some(rate => rate.key === part.key))) faults.push('noRate')
  const byNumber = draft.parts.some(part => part.kind === 'steps')
  if (draft.steps.some(table => !tableHolds(table.rows)) || (byNumber && draft.steps.length === 0)) faults.push('steps')
  return faults
}

/** What a part may be made of, once it is known how it is reckoned. */
export function choicesFor(kind: SchemeKind, how: PartKind): { key: string; name: { zh: string; en: string } }[] {
  return how === 'steps' ? kind.counts : [...kind.rates, ...kind.untold]
}

/** A table that a new part by number begins with. */
export const firstSteps = (): CountStep[] => [{ upTo: 50, points: 100 }, { upTo: 100, points: 75 }, { upTo: null, points: 0 }]

export function inputOf(draft: SchemeDraft): SchemeInput {
  return {
    kind: draft.kind, name: { zh: draft.zh.trim(), en: draft.en.trim() },
    parts: draft.parts.map(part => ({ key: part.key, kind: part.kind, weight: part.weight ?? 0 })),
    steps: Object.fromEntries(draft.steps.map(table => [table.key, table.rows.map(row => ({ upTo: row.upTo, points: row.points ?? 0 }))])),
    reworkAmong: draft.reworkAmong, ...draft.id ? { version: draft.version } : {},
  }
}
