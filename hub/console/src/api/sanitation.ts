import type { ApiClient, Query } from './client'
import type { LocalText, Named, Page } from './types'

// GET /sanitation/kinds -> WorkKinds
export interface WorkKind { key: string; name: LocalText; minKmh: number; maxKmh: number; toleranceM: number; source: string }
export interface WorkKinds { kinds: WorkKind[]; grades: { grade: number; by: string; source: string }[]; vehicleKinds: string[] }

// ---- plans -----------------------------------------------------------------------------------------------------------
// GET /sanitation/plans -> Page<PlanSummary>; GET /{id} -> WorkPlan; POST, PUT /{id} (with version), DELETE /{id}
// POST /sanitation/geojson <file> -> PlanParts
export type Place = [lon: number, lat: number]
/** `HH:mm`; where `to` is not after `from`, it is of the next day. */
export interface WorkHours { from: string; to: string }
export interface PlanVehicles { ids: string[]; kinds: string[] }
export interface PlanRoute { name: LocalText; grade: number | null; hours: WorkHours[]; roads: string[]; lines: Place[][] }
export interface PlanArea { name: LocalText; points: Place[] }
export interface PlanStop { name: LocalText; owner: string | null; lon: number; lat: number; bins: string[] }
export interface PlanInput {
  name: LocalText
  kind: string
  department: string | null
  vehicles: PlanVehicles
  days: number[]
  validFrom?: string
  hours: WorkHours[]
  passes: number
  toleranceM: number
  minKmh: number
  maxKmh: number
  needsWorking: boolean
  routes: PlanRoute[]
  areas: PlanArea[]
  stops: PlanStop[]
  enabled: boolean
  version?: number
}
export interface WorkPlan extends PlanInput { id: string; version: number; validFrom: string }
export interface PlanSummary {
  id: string; name: LocalText; kind: Named; department: Named | null; vehicles: PlanVehicles; days: number[]; hours: WorkHours[]
  lengthM: number; routes: number; areas: number; stops: number; bins: number; enabled: boolean; version: number; changedAt: number; changedBy: string | null
}
export interface PlanParts { routes: PlanRoute[]; areas: PlanArea[]; stops: PlanStop[]; skipped: number }

// ---- what came of it -------------------------------------------------------------------------------------------------
// GET /sanitation/plans/{id}/result?date= -> WorkResult
export type PieceState = 'open' | 'covered' | 'late' | 'missed'
/** Metres of streets, or square metres of areas. */
export interface GroundFigures { planned: number; inTime: number; late: number; open: number; covered: number; missed: number }
export interface StopFigures { planned: number; inTime: number; late: number; open: number; missed: number }
export interface DayFigures {
  streets: GroundFigures; areas: GroundFigures; stops: StopFigures; bins: number; weighed: number; weightKg: number
  coverage: number | null; inTimeShare: number | null
}
export interface PartDay { name: LocalText; isArea: boolean; from: number; to: number; figures: GroundFigures }
export interface StopDay {
  name: LocalText; owner: string | null; lon: number; lat: number; state: PieceState; at: number | null; vehicle: Named | null; byBin: boolean
  bins: { tag: string; times: number; weightKg: number | null; at: number | null }[]
}
export interface VehicleWork { id: string; name: LocalText; drivenM: number; fixes: number; firstAt: number | null; lastAt: number | null }
export interface WorkResult {
  plan: Named; date: string; isOn: boolean; computedAt: number; over: boolean; figures: DayFigures
  parts: PartDay[]; stops: StopDay[]; vehicles: VehicleWork[]; map: GeoJSON.FeatureCollection
}

// ---- report ----------------------------------------------------------------------------------------------------------
// GET /sanitation/report?date=&format=json|csv|xlsx -> DayReport; POST /sanitation/report/recompute?date=
export interface ReportPlan {
  plan: Named; kind: Named; department: Named | null; figures: DayFigures; vehicles: number; drivenM: number; planVersion: number; computedAt: number; kept: boolean
}
export interface ReportSum { department: Named | null; plans: number; figures: DayFigures; vehicles: number; drivenM: number }
export interface DayReport { date: string; plans: ReportPlan[]; departments: ReportSum[]; total: ReportSum }

// ---- bins ------------------------------------------------------------------------------------------------------------
// GET /sanitation/bins?from=&to=&format=json|csv|xlsx -> Bins
export interface BinSum { bins: number; weighed: number; weightKg: number }
export interface BinTotal { tag: string; plan: Named | null; stop: LocalText | null; owner: string | null; sum: BinSum; lastAt: number; lastVehicle: string }
export interface BinGroup { subject: Named | null; sum: BinSum }
export interface BinReading { tag: string; at: number; vehicle: Named; weightKg: number | null; lon: number | null; lat: number | null }
export interface Bins {
  totals: { total: BinSum; byBin: BinTotal[]; byOwner: BinGroup[]; byPlan: BinGroup[]; byDay: BinGroup[] }
  unreadable: number
  latest: BinReading[]
}

const id = encodeURIComponent

/** Calls about sanitation. */
export class SanitationCalls {
  constructor(private readonly client: ApiClient) {}

  kinds = () => this.client.get<WorkKinds>('/sanitation/kinds')
  plans = () => this.client.get<Page<PlanSummary>>('/sanitation/plans')
  plan = (plan: string) => this.client.get<WorkPlan>(`/sanitation/plans/${id(plan)}`)
  create = (input: PlanInput) => this.client.post<WorkPlan>('/sanitation/plans', input)
  change = (plan: string, input: PlanInput) => this.client.put<WorkPlan>(`/sanitation/plans/${id(plan)}`, input)
  remove = (plan: string) => this.client.delete(`/sanitation/plans/${id(plan)}`)
  parts = (file: Blob) => this.client.postFile<PlanParts>('/sanitation/geojson', file, 'application/geo+json')
  result = (plan: string, date: string) => this.client.get<WorkResult>(`/sanitation/plans/${id(plan)}/result`, { date })
  report = (date: string) => this.client.get<DayReport>('/sanitation/report', { date })
  reportFile = (date: string, format: 'csv' | 'xlsx') => this.client.getFile('/sanitation/report', { date, format })
  recompute = (date: string) => this.client.post<DayReport>(`/sanitation/report/recompute?date=${date}`)
  bins = (query: Query) => this.client.get<Bins>('/sanitation/bins', query)
  binFile = (query: Query) => this.client.getFile('/sanitation/bins', query)
}
