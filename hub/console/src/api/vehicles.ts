import type { ApiClient, Query } from './client'
import type { LocalText, Page, Vehicle } from './types'

/** A fix of a track: Unix ms, lon, lat, km/h (null if nobody knows), degrees clockwise from north (null, or missing, if nobody knows). */
export type TrackPoint = [at: number, lon: number, lat: number, kmh: number | null, course?: number | null]
export interface TrackPlace { lat: number; lon: number }
/** A vehicle with what came with its last fix; `attributes` by the hub's names: ignition, load_share, lifted … */
export interface VehicleDetail {
  vehicle: Vehicle
  attributes: Record<string, number>
  alarms: { id: string; rule: { key: string; name: LocalText }; severity: string; startedAt: number; raisedAt: number }[]
}
/** A trip (行程), from a stop to the next. */
export interface VehicleTrip {
  startAt: number; endAt: number; open: boolean
  from: TrackPlace; to: TrackPlace
  distanceKm: number; maxKmh: number; engineS: number
}
/** A stop (停留); `endAt` is null while it lasts. */
export interface VehicleStop { startAt: number; endAt: number | null; place: TrackPlace; idleS: number }
export interface VehicleDay { date: string; distanceKm: number; maxKmh: number; movingS: number; idleS: number; engineS: number; trips: number }
/** Something that happened at one moment: fence_entered, fence_left, fence_crossed … */
export interface VehicleEvent { timestamp: number; kind: string; fenceId: string | null; place: TrackPlace; speedKmh: number | null }

export type ReportKind = 'mileage' | 'trips' | 'stops' | 'alarms'
export interface ReportColumn { key: string; name: LocalText; unit?: string | null; value: 'text' | 'number' | 'moment' | 'label' }
export type ReportCell = string | number | boolean | null | LocalText
/** A report as a table; `total` says how many rows there are, which may be more than were sent. Moments are Unix ms. */
export interface VehicleReport { name?: LocalText; columns: ReportColumn[]; rows: ReportCell[][]; total: number }
export interface ReportQuery { from: string; to: string; kind?: string | null; department?: string | null; vehicle?: string | null; by?: 'vehicle' | 'day' }

const id = encodeURIComponent

/** Calls about vehicles; where one is on the map is pushed, see VehicleFeed. */
export class VehicleCalls {
  constructor(private readonly client: ApiClient) {}

  list = (query: Query) => this.client.get<Page<Vehicle>>('/vehicles', query)
  detail = (key: string) => this.client.get<VehicleDetail>(`/vehicles/${id(key)}/state`)
  track = (key: string, from: number, to: number) => this.client.get<{ points: TrackPoint[] }>(`/vehicles/${id(key)}/track`, { from, to })
  trips = (key: string, from: number, to: number) => this.client.get<{ items: VehicleTrip[] }>(`/vehicles/${id(key)}/trips`, { from, to })
  stops = (key: string, from: number, to: number) => this.client.get<{ items: VehicleStop[] }>(`/vehicles/${id(key)}/stops`, { from, to })
  events = (key: string, from: number, to: number) => this.client.get<{ items: VehicleEvent[] }>(`/vehicles/${id(key)}/events`, { from, to })
  /** Days of the city's calendar, `yyyy-MM-dd`, both included. */
  days = (key: string, from: string, to: string) => this.client.get<{ items: VehicleDay[] }>(`/vehicles/${id(key)}/days`, { from, to })

  report = (kind: ReportKind, query: ReportQuery) => this.client.get<VehicleReport>(`/vehicles/reports/${kind}`, { ...query, format: 'json' })
  reportFile = (kind: ReportKind, query: ReportQuery, format: 'csv' | 'xlsx') =>
    this.client.getFile(`/vehicles/reports/${kind}`, { ...query, format })
}
