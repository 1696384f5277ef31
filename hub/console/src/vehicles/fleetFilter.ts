import type { VehicleState } from '../api/types'
import type { FleetRow } from './fleetRow'

/** What the reader wants to see; an empty list means all. */
export interface FleetFilter { text: string; kinds: string[]; states: VehicleState[]; departments: string[]; alarms: boolean }
export const everything = (): FleetFilter => ({ text: '', kinds: [], states: [], departments: [], alarms: false })
/** What stands for a vehicle whose kind or department the registry does not say. */
export const unsaid = 'other'

type Facet = 'kinds' | 'states' | 'departments'
const valueOf: Record<Facet, (row: Pick<FleetRow, 'kind' | 'state' | 'department'>) => string> = {
  kinds: row => row.kind ?? unsaid, states: row => row.state, departments: row => row.department ?? unsaid,
}
const facets = Object.keys(valueOf) as Facet[]

type Filtered = Pick<FleetRow, 'id' | 'name' | 'plate' | 'kind' | 'state' | 'department' | 'alarm'>

/** Whether a vehicle is wanted; `but` leaves out one facet, to count what its other values would show. */
export function passes(row: Filtered, filter: FleetFilter, but?: Facet): boolean {
  for (const facet of facets) {
    if (facet !== but && filter[facet].length && !(filter[facet] as string[]).includes(valueOf[facet](row))) return false
  }
  if (filter.alarms && !row.alarm) return false
  const text = filter.text.trim().toLowerCase()
  return text === '' || [row.plate ?? '', row.name.zh, row.name.en, row.id].some(one => one.toLowerCase().includes(text))
}

/** How many vehicles each value of a facet would show, with everything else as it is chosen. */
export function countBy(rows: readonly FleetRow[], filter: FleetFilter, facet: Facet): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (!passes(row, filter, facet)) continue
    const value = valueOf[facet](row)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** The list with a value put in, or taken out. */
export const toggled = <T>(list: readonly T[], value: T): T[] => list.includes(value) ? list.filter(one => one !== value) : [...list, value]
