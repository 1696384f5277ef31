import { i18n, say } from '../i18n'
import { knownKind } from '../map/vehicles/look'
import type { FleetRow } from './fleetRow'
import { unsaid } from './fleetFilter'

/** The kind in words; one that has none of its own is shown as the registry has it. */
export function kindText(kind: string | null): string {
  const known = knownKind(kind)
  return known === 'other' && kind !== null && kind !== unsaid ? kind : i18n.global.t(`vehicleKind.${known}`)
}
/** What people call it: its plate, or its name where it has none. */
export const plateText = (row: Pick<FleetRow, 'plate' | 'name' | 'id'>): string => row.plate || say(row.name) || row.id

const points = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
/** A course as a point of the compass. */
export const compassText = (degrees: number): string => i18n.global.t(`compass.${points[Math.round(((degrees % 360) + 360) % 360 / 45) % 8]!}`)
