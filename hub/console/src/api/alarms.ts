import type { ApiClient, Query } from './client'
import type { LocalText, Named, Page } from './types'

export type AlarmState = 'active' | 'acknowledged' | 'cleared'
export type AlarmSeverity = 'minor' | 'major' | 'critical'
export interface AlarmReading {
  metric: Named
  value: number
  limit: number | null
  unit: string
  /** What the anomaly detector expected, and the band it takes for normal. */
  expected: number | null
  bandLow: number | null
  bandHigh: number | null
}
export interface Alarm {
  id: string
  device: { id: string; name: LocalText; model: Named & { icon: string } }
  rule: Named
  severity: AlarmSeverity
  state: AlarmState
  startedAt: number
  raisedAt: number
  clearedAt: number | null
  acknowledged: { by: string; at: number; note: string | null } | null
  /** Why nobody was bothered with it. */
  suppressed: { reason: 'maintenance' | 'work_order' | 'unlikely'; until: number | null; ref: string | null } | null
  category: Named | null
  score: number
  readings: AlarmReading[]
  /** The devices of a group outage. */
  members: { id: string; name: LocalText }[]
  incidentId: number | null
  /** Of a device fault of a camera; those of other alarms are with the incident. */
  pictures: { moment: string; takenAt: number; url: string }[]
}
export interface AlarmCounts { active: number; acknowledged: number; critical: number; major: number; minor: number; suppressed: number }

export interface NewMaintenanceWindow {
  devices: string[]
  model: string | null
  grid: string | null
  from: number
  to: number
  reason: string
}
export interface MaintenanceWindow extends NewMaintenanceWindow { id: string; by: string; active: boolean }

const id = encodeURIComponent

/** Calls about alarms and the maintenance windows that keep them quiet. */
export class AlarmCalls {
  constructor(private readonly client: ApiClient) {}

  list = (query: Query, signal?: AbortSignal) => this.client.get<Page<Alarm>>('/alarms', query, signal)
  one = (key: string) => this.client.get<Alarm>(`/alarms/${id(key)}`)
  counts = (signal?: AbortSignal) => this.client.get<AlarmCounts>('/alarms/counts', {}, signal)
  acknowledge = (key: string, note?: string) => this.client.post<Alarm>(`/alarms/${id(key)}/acknowledge`, { note })
  acknowledgeAll = (ids: string[], note?: string) => this.client.post<unknown>('/alarms/acknowledge', { ids, note })

  windows = () => this.client.get<Page<MaintenanceWindow>>('/maintenance-windows')
  createWindow = (input: NewMaintenanceWindow) => this.client.post<MaintenanceWindow>('/maintenance-windows', input)
  endWindow = (key: string) => this.client.delete(`/maintenance-windows/${id(key)}`)
}
