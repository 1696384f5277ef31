import type { VehicleState } from '../../api/types'

/** States in the order in which they are numbered for the graphics card. */
export const states: readonly VehicleState[] = ['moving', 'idle', 'stopped', 'offline', 'unknown']
export const stateColour: Record<VehicleState, string> = {
  moving: '#5ab0ff', idle: '#f2c14b', stopped: '#8ba3bd', offline: '#4d5a68', unknown: '#71859b',
}

/** Kinds that have a colour of their own, as rim; all others share the last. */
export const kinds = ['sanitation', 'muck', 'enforcement', 'sprinkler'] as const
export type KnownKind = typeof kinds[number]
export const kindColour: Record<KnownKind | 'other', string> = {
  sanitation: '#34c98a', muck: '#e58a3c', enforcement: '#b18cff', sprinkler: '#3fd0d8', other: '#dbe7f4',
}
export const knownKind = (kind: string | null | undefined): KnownKind | 'other' =>
  kinds.find(one => one === kind) ?? 'other'

/** How a vehicle is drawn, packed into one number that a float holds exactly. */
export interface Look { state: VehicleState; kind: KnownKind | 'other'; alarm: boolean; chosen: boolean; arrow: boolean; hidden: boolean }
/** Bits of a packed look; the shader reads the same. */
export const lookBits = { kind: 8, alarm: 64, chosen: 128, arrow: 256, hidden: 512, clustered: 1024 } as const

export function packLook(look: Look): number {
  const kind = look.kind === 'other' ? kinds.length : kinds.indexOf(look.kind)
  return states.indexOf(look.state) + kind * lookBits.kind
    + (look.alarm ? lookBits.alarm : 0) + (look.chosen ? lookBits.chosen : 0) + (look.arrow ? lookBits.arrow : 0) + (look.hidden ? lookBits.hidden : 0)
}
export const stateOf = (packed: number): number => packed & 7
export const isHidden = (packed: number): boolean => (packed & (lookBits.hidden | lookBits.clustered)) !== 0
export const hasAlarm = (packed: number): boolean => (packed & lookBits.alarm) !== 0

/** A colour as three shares of light. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255]
}
