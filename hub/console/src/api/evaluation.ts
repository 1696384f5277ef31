import type { ApiClient, Query } from './client'
import type { LocalText, Named, Page } from './types'

// ---- evaluation; roles evaluator, leader, admin, dispatcher ----------------------------------------------------------
// GET /evaluation/{kind}?from&to[&level][&scheme] -> Evaluation; days yyyy-MM-dd, both included; also .csv and .xlsx
// GET /evaluation/{kind}/{subject}/{count}/cases -> Page<CaseBehind>
export type EvaluationKind = 'departments' | 'regions' | 'collectors' | 'acceptors' | 'shift-leaders' | 'dispatchers'
export type AreaLevel = 'district' | 'sub_district' | 'community' | 'responsibility_grid' | 'unit_grid'
export type GradeColour = 'green' | 'blue' | 'yellow' | 'red' | 'black'
export interface CountColumn { key: string; name: LocalText; meaning: LocalText }
export interface RateColumn { key: string; name: LocalText; of: string; among: string }
export interface UntoldRate { key: string; name: LocalText; why: LocalText }
export interface ScorePart {
  key: string
  /** Weight of the scheme, per cent. */
  weight: number
  /** Weight once that of parts without points is shared out. */
  counted: number
  /** 0 to 100; null: cannot be told, or there was nothing to count. */
  points: number | null
}
export interface EvaluationRow {
  subject: Named
  areaClass: 'class_1' | 'class_2' | null
  counts: Record<string, number>
  /** 0 to 1; null when there was nothing to count. */
  rates: Record<string, number | null>
  parts: ScorePart[]
  score: number | null
  grade: string | null
  colour: GradeColour | null
}
export interface Evaluation {
  kind: Named
  level: AreaLevel | null
  from: number
  to: number
  scheme: { id: string; name: LocalText; isStandard: boolean }
  counts: CountColumn[]
  rates: RateColumn[]
  untold: UntoldRate[]
  rows: EvaluationRow[]
}
export interface CaseBehind {
  number: string; at: number; state: Named; category: Named; address: LocalText; department: Named | null; isExempted: boolean
}

// ---- schemes; changed by evaluator and admin -------------------------------------------------------------------------
// GET /evaluation/schemes -> SchemeKind[]; POST, PUT /{id}, DELETE /{id}, POST /{id}/use; GET /changes -> SchemeChange[]
export type PartKind = 'rate' | 'oneMinusRate' | 'steps'
export interface SchemePart { key: string; weight: number; kind: PartKind }
/** `upTo` null: any number. */
export interface CountStep { upTo: number | null; points: number }
export interface SchemeInput {
  kind: EvaluationKind
  name: LocalText
  parts: SchemePart[]
  steps: Record<string, CountStep[]>
  reworkAmong: string | null
  version?: number
}
export interface Scheme extends SchemeInput {
  id: string; inUse: boolean; isStandard: boolean; version: number; changedAt: number | null; changedBy: string | null
}
export interface SchemeKind {
  kind: Named; counts: CountColumn[]; rates: RateColumn[]; untold: UntoldRate[]; reworkChoices: string[]; schemes: Scheme[]
}
export interface SchemeChange {
  scheme: string; kind: string; at: number; by: string; change: 'created' | 'changed' | 'deleted' | 'used'; name: LocalText
  definition: Pick<SchemeInput, 'parts' | 'steps' | 'reworkAmong'>
}

// ---- analysis --------------------------------------------------------------------------------------------------------
export type TrendStep = 'day' | 'week' | 'month'
export interface Trend { step: TrendStep; starts: number[]; counts: Record<string, number[]>; rates: Record<string, (number | null)[]> }
/** `hours`: by weekday, Monday first, and hour; `months`: January first. */
export interface Rhythm { hours: number[][]; months: number[]; total: number }
/** `bounds`: west, south, east, north. */
export interface HotSpot { bounds: [number, number, number, number]; count: number; density: number; main: Named; mainCount: number }
export interface HotSpots { cellM: number; total: number; spots: HotSpot[] }
export interface RecurringPlace {
  category: Named; componentCode: string | null; address: LocalText; lat: number; lon: number; grid: string | null
  count: number; mostInDays: number; first: number; last: number
  peak: { from: number; to: number; share: number }
  cases: string[]
  suggestions: { key: string; title: LocalText; text: LocalText }[]
}
export interface Recurrence { total: number; places: RecurringPlace[] }

const id = encodeURIComponent

/** Calls about evaluation and analysis. */
export class EvaluationCalls {
  constructor(private readonly client: ApiClient) {}

  evaluate = (kind: EvaluationKind, query: Query) => this.client.get<Evaluation>(`/evaluation/${kind}`, query)
  file = (kind: EvaluationKind, form: 'csv' | 'xlsx', query: Query) => this.client.getFile(`/evaluation/${kind}.${form}`, query)
  cases = (kind: EvaluationKind, subject: string, count: string, query: Query) =>
    this.client.get<Page<CaseBehind>>(`/evaluation/${kind}/${id(subject)}/${id(count)}/cases`, query)

  schemes = () => this.client.get<SchemeKind[]>('/evaluation/schemes')
  changes = () => this.client.get<SchemeChange[]>('/evaluation/schemes/changes')
  create = (input: SchemeInput) => this.client.post<Scheme>('/evaluation/schemes', input)
  change = (scheme: string, input: SchemeInput) => this.client.put<Scheme>(`/evaluation/schemes/${id(scheme)}`, input)
  remove = (scheme: string) => this.client.delete(`/evaluation/schemes/${id(scheme)}`)
  use = (scheme: string) => this.client.post<SchemeKind[]>(`/evaluation/schemes/${id(scheme)}/use`)

  trend = (query: Query) => this.client.get<Trend>('/evaluation/trend', query)
  rhythm = (query: Query) => this.client.get<Rhythm>('/evaluation/rhythm', query)
  hotSpots = (query: Query) => this.client.get<HotSpots>('/evaluation/hotspots', query)
  recurrence = (query: Query) => this.client.get<Recurrence>('/evaluation/recurrence', query)
}
