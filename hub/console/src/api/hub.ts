import { ApiClient, type Query } from './client'
import type {
  Candidate, CaseDetail, CaseSummary, City, Device, EvidenceAudit, Incident, LocalText, Named, Page, Session, SystemStatus,
} from './types'

/** A place in a picture, both 0..1. */
export interface Point { x: number; y: number }
export type ZonePurpose = 'dumping' | 'occupancy' | 'ignore' | 'privacy'
/** Hours of some weekdays, 1 (Monday) to 7; none means every day. `to` at or before `from` is on the next day. */
export interface ZoneHours { days: number[]; from: string; to: string }
export interface Zone {
  name: string
  purpose: ZonePurpose
  polygon: Point[]
  dwellSeconds: number
  /** When its rule holds; none means always. */
  hours?: ZoneHours[]
  /** Case category of what is found there; null means that of the purpose. */
  category?: string | null
}
export interface Series { metric: string; unit: string; points: number[][] }
/** A series as it was kept with a case, so that it stays when telemetry has been thrown away. */
export interface StoredSeries { device: string; metric: string; unit?: string; from: number; to: number; points: number[][] }
/** The way of a vehicle as it was kept with a case: points are [ts, lon, lat, km/h, degrees]. */
export interface StoredTrack { vehicle: string; name: LocalText; from: number; to: number; points: (number | null)[][] }
export interface CaseCounts { todo: number; open: number; overdue: number; closedToday: number }
export interface Audit { valid: boolean; entries: number; firstBroken: number | null }
/** Body of a step: what it asks for, see {@link CaseAction.needs}. */
export interface ActionInput {
  opinion?: string
  basis?: string
  department?: string
  assisting?: string[]
  result?: string
  category?: string
  condition?: string
  collector?: string
  handler?: string
  resumeAt?: number
  duplicateOf?: string
  satisfaction?: string
  closingMet?: boolean
}
export interface Candidates { collectors: Candidate[]; handlers: Candidate[] }
/** A picture and what it shows. */
export interface StagedFile { file: File; stage: string }
export interface CatalogueEntry {
  code: string
  name: LocalText
  /** Name of the major class (大类). */
  major: LocalText
  conditions: { key: string; name: LocalText; limit: LocalText; closing: LocalText }[]
}
export interface NewCase {
  category: string
  condition?: string
  lat: number
  lon: number
  description: string
  componentCode?: string
  /** A collector solved it on the spot; needs a picture before and one after. */
  selfHandled?: boolean
}
/** A clock that runs out, told to whoever has to do something about it. */
export interface CaseNotice {
  id: number
  kind: Named
  isOverdue: boolean
  number: string
  category: LocalText
  address: LocalText
  state: Named
  dueAt: number
  at: number
  isNew: boolean
}
export interface CaseNotices { items: CaseNotice[]; unseen: number }
export type CaseScope = 'todo' | 'open' | 'closed' | 'all'

const id = encodeURIComponent

function formOf(fields: [string, unknown][], pictures: StagedFile[]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, String(value))
  for (const one of pictures) form.append(one.stage, one.file)
  return form
}

/** Every call of the console to the hub, by name. */
export class Hub {
  constructor(readonly client: ApiClient) {}

  signIn = (user: string, password: string) => this.client.post<Session>('/session', { user, password })
  session = () => this.client.get<Session>('/session')
  signOut = () => this.client.delete('/session')
  changePassword = (current: string, next: string) => this.client.post<void>('/session/password', { current, next })

  notices = () => this.client.get<CaseNotices>('/notices')
  noticesSeen = (upTo: number) => this.client.post<void>('/notices/seen', { upTo })

  city = () => this.client.get<City>('/city')
  system = () => this.client.get<SystemStatus>('/system')
  departments = () => this.client.get<Candidate[]>('/departments')
  catalogue = (kind: 'components' | 'events') => this.client.get<CatalogueEntry[]>(`/catalogue/${kind}`)

  incidents = (query: Query) => this.client.get<Page<Incident>>('/incidents', query)
  incident = (key: number) => this.client.get<Incident>(`/incidents/${key}`)
  rejectReasons = () => this.client.get<Named[]>('/incidents/reject-reasons')
  evidenceAudit = (key: number) => this.client.get<EvidenceAudit>(`/incidents/${key}/evidence-audit`)
  confirm = (key: number, note?: string, joinCase?: string) => this.client.post<Incident>(`/incidents/${key}/confirm`, { note, joinCase })
  reject = (key: number, reason: string, note?: string) =>
    this.client.post<Incident>(`/incidents/${key}/reject`, { reason, note })

  cases = (query: Query, signal?: AbortSignal) => this.client.get<Page<CaseSummary>>('/cases', query, signal)
  caseCounts = () => this.client.get<CaseCounts>('/cases/counts')
  case = (number: string) => this.client.get<CaseDetail>(`/cases/${id(number)}`)
  candidates = (number: string) => this.client.get<Candidates>(`/cases/${id(number)}/candidates`)
  report = (input: NewCase, pictures: StagedFile[] = []) =>
    this.client.post<CaseDetail>('/cases', pictures.length ? formOf(Object.entries(input), pictures) : input)
  act = (number: string, action: string, version: number, input: ActionInput, pictures: StagedFile[] = []) =>
    this.client.post<CaseDetail>(
      `/cases/${id(number)}/actions/${id(action)}`, pictures.length ? formOf([['step', JSON.stringify(input)]], pictures) : input, { 'If-Match': `"${version}"` },
    )
  audit = (number: string) => this.client.get<Audit>(`/cases/${id(number)}/audit`)
  addEvidence = (number: string, file: File, stage: string) => {
    const form = new FormData()
    form.append('stage', stage)
    form.append('file', file)
    return this.client.post<CaseDetail>(`/cases/${id(number)}/evidence`, form)
  }

  storedTrack = (url: string) => this.client.get<StoredTrack>(url.replace(/^\/api\/v1/, ''))
  storedSeries = (url: string) => this.client.get<StoredSeries>(url.replace(/^\/api\/v1/, ''))

  devices = (query: Query, signal?: AbortSignal) => this.client.get<Page<Device>>('/devices', query, signal)
  device = (key: string) => this.client.get<Device>(`/devices/${id(key)}`)
  telemetry = (key: string, metric: string, from: number, to: number, bucket?: number) =>
    this.client.get<Series>(`/devices/${id(key)}/telemetry`, { metric, from, to, bucket })
  zones = (camera: string) => this.client.get<Zone[]>(`/cameras/${id(camera)}/zones`)
  setZones = (camera: string, zones: Zone[]) => this.client.put<Zone[]>(`/cameras/${id(camera)}/zones`, zones)
  snapshotUrl = (camera: string, at: number) => `/api/v1/cameras/${id(camera)}/snapshot.jpg?t=${at}`
  liveUrl = (camera: string) => `/api/v1/cameras/${id(camera)}/live.mjpg`
}
