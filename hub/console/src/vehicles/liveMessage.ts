import type { VehicleState } from '../api/types'

/** A row of the `vehicles` event: id, lon, lat, course, km/h, state, Unix ms of the fix, 1 where an alarm holds. */
export type LiveRow = [id: string, lon: number, lat: number, course: number | null, speed: number | null, state: VehicleState, at: number, alarm?: 0 | 1]
/** The `vehicles` event of `/vehicles/live`. */
export interface LiveMessage { full: boolean; vehicles: LiveRow[]; gone: string[] }

/** A vehicle as the map was last told of it. */
export interface LiveVehicle {
  id: string
  lon: number
  lat: number
  course: number | null
  speed: number | null
  state: VehicleState
  at: number
  alarm: boolean
  /** When its state was first told, as far as this page knows. */
  since: number
}

export function readRow([id, lon, lat, course, speed, state, at, alarm]: LiveRow, before: LiveVehicle | undefined): LiveVehicle {
  return { id, lon, lat, course, speed, state, at, alarm: alarm === 1, since: before?.state === state ? before.since : at }
}
