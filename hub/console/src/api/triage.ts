import type { ApiClient } from './client'
import type { LocalText, Named } from './types'

// ---- remedies of a rejected incident; roles acceptor and admin -------------------------------------------------------
// GET /incidents/{id}/remedies -> Remedy[]; POST and DELETE /incidents/{id}/remedies/{key} apply and undo, and answer the list
export interface RemedyEffect { silencedRejected: number; rejected: number; silencedConfirmed: number; confirmed: number }
export interface Remedy {
  remedy: Named                  // mask fixture hours dwell
  /** What it changes. */
  text: LocalText
  /** What it would have done to the last 30 days' verdicts on this camera. */
  effect: RemedyEffect
  /** Does good and no harm. */
  recommended: boolean
  undoable: boolean
  applied: { at: number; by: string } | null
}

// ---- precision -------------------------------------------------------------------------------------------------------
// GET /triage/precision -> Precision, the worst first
export interface PrecisionFigures {
  confirmed: number
  of: number
  share: number
  /** Lower bound with nine chances in ten. */
  atLeast: number
  /** Shares of equal parts of the verdicts, oldest first. */
  course: number[]
  rejections: { reason: Named; count: number }[]
  lastAt: number | null
}
export interface Precision {
  categories: { category: { code: string; name: LocalText }; figures: PrecisionFigures }[]
  devices: { deviceId: string; deviceName: LocalText; rule: Named; figures: PrecisionFigures }[]
}

// ---- versions of the model; role admin -------------------------------------------------------------------------------
// GET /triage/models -> ModelVersion[]; POST /triage/models/train; POST /triage/models/{rule}/{version}/activate -> ModelVersion[]
export interface ScoreFigures { count: number; auc: number | null; brier: number; logLoss: number }
export interface ModelVersion {
  rule: Named
  version: number
  trainedAt: number
  outcome: 'accepted' | 'worse'
  active: boolean
  activatedAt: number | null
  activatedBy: string | null
  figures: {
    verdicts: number
    confirmed: number
    model: ScoreFigures
    detector: ScoreFigures
    reliability: { foretold: number; observed: number; count: number }[]
    newest: { count: number; logLoss: number; presentLogLoss: number } | null
  }
}

// ---- automatic filing; role admin ------------------------------------------------------------------------------------
// GET /triage/policies -> FilingPolicy[]; PUT /triage/policies PolicyInput[] -> FilingPolicy[]
export type FilingState = 'off' | 'waiting' | 'filing' | 'suspended'
export interface PolicyInput { category: string; enabled: boolean; minPrecision: number; minVerdicts: number; sampleEvery: number }
export interface FilingPolicy {
  category: { code: string; name: LocalText }
  enabled: boolean
  minPrecision: number
  minVerdicts: number
  sampleEvery: number
  state: FilingState
  stateAt: number | null
  threshold: number | null
  due: number
  measuredConfirmed: number
  measuredOf: number
  why: LocalText
  changedBy: string | null
  changedAt: number | null
}

const id = encodeURIComponent

/** Calls about what is learnt from verdicts. */
export class TriageCalls {
  constructor(private readonly client: ApiClient) {}

  remedies = (incident: number) => this.client.get<Remedy[]>(`/incidents/${incident}/remedies`)
  applyRemedy = (incident: number, key: string) => this.client.post<Remedy[]>(`/incidents/${incident}/remedies/${id(key)}`)
  undoRemedy = (incident: number, key: string) => this.client.delete<Remedy[]>(`/incidents/${incident}/remedies/${id(key)}`)

  precision = () => this.client.get<Precision>('/triage/precision')
  models = () => this.client.get<ModelVersion[]>('/triage/models')
  train = () => this.client.post<{ rule: Named; version: number }[]>('/triage/models/train')
  activate = (rule: string, version: number) => this.client.post<ModelVersion[]>(`/triage/models/${id(rule)}/${version}/activate`)
  policies = () => this.client.get<FilingPolicy[]>('/triage/policies')
  setPolicy = (input: PolicyInput) => this.client.put<FilingPolicy[]>('/triage/policies', [input])
}
