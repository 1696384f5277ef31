import type { ApiClient } from './client'
import type { StagedFile } from './hub'
import type { CaseDetail, LocalText, Named, Page } from './types'

// ---- open cases that may tell of the same ----------------------------------------------------------------------------
// GET  /cases/{number}/duplicates -> Page<KnownCase>;  GET /incidents/{id}/duplicates -> Page<KnownCase>
// GET  /cases/duplicates?category=&lat=&lon=&componentCode= -> Page<KnownCase>, before a report is sent
// POST /cases/{number}/repeats {description}, or a form with pictures in `report` -> CaseDetail; roles collector, acceptor
export interface KnownCase {
  number: string
  state: Named
  source: Named
  reporter: LocalText
  description: LocalText
  address: LocalText
  reportedAt: number
  /** Milliseconds between the two reports. */
  ageMs: number
  distanceM: number
  sameComponent: boolean
  repeatCount: number
  thumbnail: string | null
}
export interface Whereabouts { category: string; lat: number; lon: number; componentCode?: string }

// ---- who handles what; read by dispatcher, shift_leader, leader and admin, changed by admin ---------------------------
// GET /dispatch/matrix -> MatrixRow[]; POST /dispatch/matrix, PUT and DELETE /dispatch/matrix/{id}
export interface MatrixRow {
  id: number
  category: string
  categoryName: LocalText
  area: string
  areaName: LocalText | null
  department: Named
  basis: LocalText
  /** Answers for all that no other row does. */
  isDefault: boolean
}
export interface MatrixInput { category: string; area: string; department: string; basis: LocalText }
// GET /dispatch/automatic -> DispatchRule[]; POST {category, area}; DELETE /dispatch/automatic/{id}
export interface DispatchRule { id: number; category: string; categoryName: LocalText; area: string; areaName: LocalText | null; setBy: LocalText; setAt: number }
// GET /dispatch/rulings?ended= -> Page<Ruling>; POST /dispatch/rulings/{id}/end {reason}: dispatcher, admin
export interface Ruling {
  id: number
  caseNumber: string
  category: Named
  componentCode: string | null
  gridCode: string | null
  department: Named
  basis: string
  ruledBy: LocalText
  ruledAt: number
  endedAt: number | null
  endedBy: LocalText | null
  endReason: string | null
}
// GET /dispatch/collectors -> CollectorGrids[]; PUT /dispatch/collectors/{user} {grids} -> CollectorGrids[]: admin
export interface CollectorGrids { user: string; name: LocalText; grids: Named[] }
// POST /me/position {lat, lon} -> 204; role collector; 429 `too_many_positions` within ten seconds

const id = encodeURIComponent

/** Calls about duplicates and about who handles what. */
export class DispatchCalls {
  constructor(private readonly client: ApiClient) {}

  duplicatesOf = (number: string) => this.client.get<Page<KnownCase>>(`/cases/${id(number)}/duplicates`)
  duplicatesOfIncident = (key: number) => this.client.get<Page<KnownCase>>(`/incidents/${key}/duplicates`)
  known = (where: Whereabouts) => this.client.get<Page<KnownCase>>('/cases/duplicates', { ...where })
  repeat = (number: string, description: string, pictures: StagedFile[] = []) => {
    if (pictures.length === 0) return this.client.post<CaseDetail>(`/cases/${id(number)}/repeats`, { description })
    const form = new FormData()
    form.append('description', description)
    for (const one of pictures) form.append(one.stage, one.file)
    return this.client.post<CaseDetail>(`/cases/${id(number)}/repeats`, form)
  }

  matrix = () => this.client.get<MatrixRow[]>('/dispatch/matrix')
  addRow = (input: MatrixInput) => this.client.post<MatrixRow>('/dispatch/matrix', input)
  changeRow = (row: number, input: MatrixInput) => this.client.put<MatrixRow>(`/dispatch/matrix/${row}`, input)
  removeRow = (row: number) => this.client.delete(`/dispatch/matrix/${row}`)
  rules = () => this.client.get<DispatchRule[]>('/dispatch/automatic')
  addRule = (category: string, area: string) => this.client.post<DispatchRule>('/dispatch/automatic', { category, area })
  removeRule = (rule: number) => this.client.delete(`/dispatch/automatic/${rule}`)
  rulings = (ended: boolean, cursor: string | null) => this.client.get<Page<Ruling>>('/dispatch/rulings', { ended, cursor })
  endRuling = (ruling: number, reason: string) => this.client.post<Ruling>(`/dispatch/rulings/${ruling}/end`, { reason })
  collectors = () => this.client.get<CollectorGrids[]>('/dispatch/collectors')
  setGrids = (user: string, grids: string[]) => this.client.put<CollectorGrids[]>(`/dispatch/collectors/${id(user)}`, { grids })
}
