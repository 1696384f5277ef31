import type { LocalText, Vehicle, VehicleState } from '../api/types'
import type { LiveVehicle } from './liveMessage'

/** A vehicle as lists show it: what it is, and what was last told of it. */
export interface FleetRow {
  id: string
  name: LocalText
  plate: string | null
  kind: string | null
  department: string | null
  state: VehicleState
  speed: number | null
  course: number | null
  at: number
  /** When its state began, as far as this page knows; null if it has not been told while this page was open. */
  since: number | null
  alarm: boolean
  lon: number
  lat: number
}

/** Whoever was heard of later is right. */
export function rowOf(known: Vehicle, live: LiveVehicle | undefined): FleetRow {
  const { id, name, plate, kind, department } = known
  if (live && live.at >= known.at) {
    const { state, speed, course, at, since, alarm, lon, lat } = live
    return { id, name, plate, kind, department, state, speed, course, at, since, alarm, lon, lat }
  }
  return {
    id, name, plate, kind, department, state: known.state, speed: known.speedKmh, course: known.courseDeg, at: known.at, since: null,
    alarm: live?.alarm ?? false, lon: known.lon, lat: known.lat,
  }
}
