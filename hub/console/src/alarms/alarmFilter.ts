import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Alarm, AlarmSeverity } from '../api/alarms'
import type { Query } from '../api/client'

export const alarmStates = ['open', 'active', 'acknowledged', 'cleared', 'all'] as const
export type AlarmScope = typeof alarmStates[number]
export const severities: AlarmSeverity[] = ['critical', 'major', 'minor']

/** What the list of alarms is asked for; kept in the address. `open` is what is not cleared. */
export interface AlarmFilter {
  state: AlarmScope
  severity: AlarmSeverity | null
  model: string | null
  device: string | null
  words: string
}

const one = (value: LocationQuery[string] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null

export const readFilter = (query: LocationQuery): AlarmFilter => ({
  state: alarmStates.find(known => known === one(query.state)) ?? 'open',
  severity: severities.find(known => known === one(query.severity)) ?? null,
  model: one(query.model),
  device: one(query.device),
  words: one(query.q) ?? '',
})

export const addressOf = (filter: AlarmFilter): LocationQueryRaw => ({
  ...(filter.state !== 'open' ? { state: filter.state } : {}), ...(filter.severity ? { severity: filter.severity } : {}),
  ...(filter.model ? { model: filter.model } : {}), ...(filter.device ? { device: filter.device } : {}), ...(filter.words ? { q: filter.words } : {}),
})

export const queryOf = (filter: AlarmFilter): Query => ({
  state: filter.state === 'all' ? null : filter.state, severity: filter.severity, model: filter.model, device: filter.device, q: filter.words.trim(),
})

/** Whether a pushed alarm may belong to the list; words are looked up by the hub alone. */
export const mayShow = (filter: AlarmFilter, alarm: Alarm): boolean =>
  (filter.state === 'all' || (filter.state === 'open' ? alarm.state !== 'cleared' : alarm.state === filter.state))
  && (filter.severity === null || alarm.severity === filter.severity)
  && (filter.model === null || alarm.device.model.key === filter.model)
  && (filter.device === null || alarm.device.id === filter.device)
