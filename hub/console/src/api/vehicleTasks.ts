import type { ApiClient } from './client'
import type { CommandState } from './devices'
import type { LocalText, Vehicle } from './types'

/** A vehicle that could be sent to a case. */
export interface NearVehicle { vehicle: Vehicle; distanceM: number; free: boolean; taskOf: string | null }
export interface VehicleTask {
  id: string
  caseNumber: string
  vehicleId: string
  vehicleName: LocalText
  message: string
  by: string
  at: number
  /** Where its message stands. */
  delivery: CommandState | null
  answeredAt: number | null
  error: string | null
  distanceM: number | null
  endedAt: number | null
  end: 'done' | 'cancelled' | null
}
export interface CaseVehicles { near: NearVehicle[]; tasks: VehicleTask[] }

const id = encodeURIComponent

/** Calls about sending vehicles to cases. */
export class VehicleTaskCalls {
  constructor(private readonly client: ApiClient) {}

  around = (number: string) => this.client.get<CaseVehicles>(`/cases/${id(number)}/vehicles`)
  send = (number: string, vehicle: string, message?: string) => this.client.post<VehicleTask>(`/cases/${id(number)}/vehicles/${id(vehicle)}`, { message })
  end = (task: string, end: 'done' | 'cancelled') => this.client.post<VehicleTask>(`/vehicles/tasks/${id(task)}/end`, { end })
}
