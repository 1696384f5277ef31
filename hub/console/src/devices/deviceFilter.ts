import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Query } from '../api/client'
import type { Health } from '../api/types'

export const healths: Health[] = ['online', 'suspect', 'offline', 'unknown']
export const sorts = ['id', 'name', 'lastSeen', 'health'] as const
export type Sort = typeof sorts[number]

/** What the list of devices is asked for; kept in the address, so that it can be sent to somebody. */
export interface DeviceFilter {
  model: string | null
  health: Health | null
  alarms: boolean
  disabled: boolean
  words: string
  sort: Sort
}

const one = (value: LocationQuery[string] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null

export function readFilter(query: LocationQuery): DeviceFilter {
  return {
    model: one(query.model),
    health: healths.find(known => known === one(query.health)) ?? null,
    alarms: one(query.alarms) === 'true',
    disabled: one(query.disabled) === 'true',
    words: one(query.q) ?? '',
    sort: sorts.find(known => known === one(query.sort)) ?? 'id',
  }
}

export function addressOf(filter: DeviceFilter): LocationQueryRaw {
  return {
    ...(filter.model ? { model: filter.model } : {}), ...(filter.health ? { health: filter.health } : {}),
    ...(filter.alarms ? { alarms: 'true' } : {}), ...(filter.disabled ? { disabled: 'true' } : {}),
    ...(filter.words ? { q: filter.words } : {}), ...(filter.sort !== 'id' ? { sort: filter.sort } : {}),
  }
}

/** The same, as the hub is asked. */
export const queryOf = (filter: DeviceFilter): Query => ({
  model: filter.model, health: filter.health, q: filter.words.trim(), sort: filter.sort,
  alarms: filter.alarms ? true : null, enabled: filter.disabled ? false : null,
})

export const isFiltered = (filter: DeviceFilter): boolean =>
  filter.model !== null || filter.health !== null || filter.alarms || filter.disabled || filter.words.trim() !== ''
