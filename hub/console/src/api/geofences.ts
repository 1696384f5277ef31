import type { ApiClient } from './client'
import type { LocalText, Page } from './types'

/** Lon and lat. */
export type Corner = [lon: number, lat: number]
export type FenceShape =
  | { type: 'polygon'; points: Corner[] }
  | { type: 'circle'; centre: Corner; radiusM: number }
  | { type: 'corridor'; points: Corner[]; widthM: number }
export const fenceKinds = ['loading_site', 'dump_site', 'forbidden', 'work_area', 'route', 'speed_area', 'depot'] as const
export type FenceKind = typeof fenceKinds[number]
/** Hours of some weekdays, 1 (Monday) to 7, by the city's clocks. */
export interface FenceHours { days: number[]; from: string; to: string }

/** An area that vehicles are watched by (电子围栏). */
export interface Geofence {
  id: string
  name: LocalText
  kind: FenceKind
  shape: FenceShape
  /** All empty means every vehicle. */
  vehicles: { kinds: string[]; departments: string[]; ids: string[] }
  /** Empty means always. */
  hours: FenceHours[]
  speedLimitKmh: number | null
  loadedSpeedLimitKmh: number | null
  /** Seconds inside before it counts as entered, and outside before it counts as left. */
  enterDwellS: number
  leaveDwellS: number
  tell: { enter: boolean; leave: boolean; cross: boolean }
  enabled: boolean
  version: number
}
/** A fence that is not kept yet has neither id nor version. */
export type FenceInput = Omit<Geofence, 'id' | 'version'>

const id = encodeURIComponent

/** Calls about geofences. A change carries the version it was made on; a lost race is answered with 409. */
export class FenceCalls {
  constructor(private readonly client: ApiClient) {}

  list = (cursor?: string | null) => this.client.get<Page<Geofence>>('/geofences', { limit: 200, cursor })
  create = (input: FenceInput) => this.client.post<Geofence>('/geofences', input)
  change = (key: string, input: FenceInput, version: number) =>
    this.client.put<Geofence>(`/geofences/${id(key)}`, { ...input, id: key, version })
  remove = (key: string) => this.client.delete(`/geofences/${id(key)}`)
}
