import type { FenceInput, FenceKind, FenceShape, Geofence } from '../api/geofences'
import { crossesItself, isWhole } from './shape'

export const kindColour: Record<FenceKind, string> = {
  loading_site: '#f2c14b', dump_site: '#34c98a', forbidden: '#ff5c64', work_area: '#5ab0ff', route: '#b18cff', speed_area: '#ff9248', depot: '#9fb4ca',
}

/** An area that has just been drawn. A corridor is a route; what else it is, its author says. */
export function newFence(shape: FenceShape): FenceInput {
  return {
    name: { zh: '', en: '' }, kind: shape.type === 'corridor' ? 'route' : 'work_area', shape, vehicles: { kinds: [], departments: [], ids: [] }, hours: [],
    speedLimitKmh: null, loadedSpeedLimitKmh: null, enterDwellS: 10, leaveDwellS: 10, tell: { enter: true, leave: true, cross: false }, enabled: true,
  }
}
export function inputOf(fence: Geofence): FenceInput {
  const { id: _id, version: _version, ...input } = fence
  return structuredClone(input)
}

export type FenceFault = 'names' | 'corners' | 'crosses' | 'routeShape' | 'number'
/** What the hub would refuse, by field. */
export function faultsIn(input: FenceInput): Record<string, FenceFault> {
  const faults: Record<string, FenceFault> = {}
  if (!input.name.zh.trim() || !input.name.en.trim()) faults.name = 'names'
  if (!isWhole(input.shape)) faults.shape = 'corners'
  else if (crossesItself(input.shape)) faults.shape = 'crosses'
  else if (input.kind === 'route' && input.shape.type !== 'corridor') faults.shape = 'routeShape'
  for (const key of ['enterDwellS', 'leaveDwellS'] as const) if (!(input[key] >= 0)) faults[key] = 'number'
  for (const key of ['speedLimitKmh', 'loadedSpeedLimitKmh'] as const) if (input[key] !== null && !(input[key] > 0)) faults[key] = 'number'
  return faults
}

/** Fields of the form that a refusal can be about. */
const fields = ['name', 'kind', 'shape', 'vehicles', 'hours', 'speedLimitKmh', 'loadedSpeedLimitKmh', 'enterDwellS', 'leaveDwellS', 'tell'] as const

/** The field that a refusal of the hub is about, which it begins with (`shape.points: …`) or names (`'enterDwellS'`); null if it is about none. */
export function fieldOf(detail: string): { field: string; text: string } | null {
  const begins = /^([A-Za-z]+)[\w.[\]]*\s*[:：]\s*(.+)$/s.exec(detail)
  if (begins && (fields as readonly string[]).includes(begins[1]!)) return { field: begins[1]!, text: begins[2]! }
  const named = /['“]([A-Za-z]+)[\w.[\]]*['”]/.exec(detail)?.[1]
  return named && (fields as readonly string[]).includes(named) ? { field: named, text: detail } : null
}
