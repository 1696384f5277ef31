import type { ApiClient, Query } from './client'
import type { AttributeValue, Device, Health, LocalText, Named, Page } from './types'

export interface NewDevice {
  id: string
  model: string
  name: LocalText
  lat?: number
  lon?: number
  componentCode?: string
  /** The edge agent that may publish for it. */
  gateway?: string
}
/** The only time a token is told. */
export interface IssuedDevice { device: Device; token: string }
export interface DeviceChange {
  enabled?: boolean
  name?: LocalText
  componentCode?: string | null
  /** Merged into what is there; null takes one away. */
  attributes?: Record<string, AttributeValue>
}
export interface DeviceCounts {
  total: number
  byHealth: Partial<Record<Health, number>>
  byModel: Record<string, number>
  withAlarms: number
}
export interface DeadLetter { at: number; topic: string; reason: string; detail: string; payload: string }
export interface Connection {
  at: number
  kind: 'connected' | 'refused' | 'disconnected'
  clientId: string | null
  address: string | null
  reason: string | null
}
export interface ImportResult {
  created: number
  updated: number
  unchanged: number
  faults: { line: number; column: string | null; message: LocalText }[]
  /** New devices with their tokens, told only now. */
  devices: { id: string; token: string }[]
}

export type Approval = 'manual' | 'automatic'
export interface ProvisioningKey {
  id: string
  name: string
  model: string
  approval: Approval
  expiresAt: number | null
  maxUses: number | null
  uses: number
  createdAt: number
}
export interface NewProvisioningKey { name: string; model: string; approval: Approval; expiresAt: number | null; maxUses: number | null }
export type RequestState = 'pending' | 'approved' | 'rejected'
export interface ProvisionRequest {
  id: string
  serial: string
  model: Named & { icon: string }
  name: string | null
  lat: number | null
  lon: number | null
  state: RequestState
  requestedAt: number
  address: string | null
  device: string | null
}
export interface RequestApproval { id?: string; name?: LocalText; lat?: number; lon?: number; componentCode?: string }

export type CommandState = 'waiting' | 'sent' | 'answered' | 'failed' | 'timedOut' | 'cancelled'
export interface Command {
  id: string
  device: string
  name: string
  args: Record<string, unknown> | null
  state: CommandState
  by: string
  createdAt: number
  sentAt: number | null
  answeredAt: number | null
  attempts: number
  result: unknown
  error: string | null
}
export interface CommandInput { name: string; args?: Record<string, unknown>; timeoutS?: number; retries?: number }
/** What the anomaly detector expects: `[unix ms, expected, lowest, highest]`; no points until it has learned. */
export interface Expected { metric: string; unit: string; method: string; points: number[][] }

const id = encodeURIComponent

/** Calls about devices, their registration and their commands. */
export class DeviceCalls {
  constructor(private readonly client: ApiClient) {}

  counts = (query: Query, signal?: AbortSignal) => this.client.get<DeviceCounts>('/devices/counts', query, signal)
  create = (input: NewDevice) => this.client.post<IssuedDevice>('/devices', input)
  change = (key: string, change: DeviceChange) => this.client.patch<Device>(`/devices/${id(key)}`, change)
  remove = (key: string) => this.client.delete(`/devices/${id(key)}`)
  rotateToken = (key: string) => this.client.post<{ token: string }>(`/devices/${id(key)}/token`)
  deadLetters = (key: string) => this.client.get<Page<DeadLetter>>(`/devices/${id(key)}/dead-letters`)
  connections = (key: string, query: Query) => this.client.get<Page<Connection>>(`/devices/${id(key)}/connections`, query)
  expected = (key: string, metric: string, from: number, to: number, bucket?: number) =>
    this.client.get<Expected>(`/devices/${id(key)}/telemetry/expected`, { metric, from, to, bucket })

  import = (file: Blob, dryRun: boolean) => this.client.postFile<ImportResult>('/devices/import', file, 'text/csv', { dryRun })
  exportUrl = '/api/v1/devices/export.csv'

  keys = () => this.client.get<Page<ProvisioningKey>>('/provisioning-keys')
  createKey = (input: NewProvisioningKey) => this.client.post<ProvisioningKey & { key: string }>('/provisioning-keys', input)
  removeKey = (key: string) => this.client.delete(`/provisioning-keys/${id(key)}`)
  requests = (query: Query) => this.client.get<Page<ProvisionRequest>>('/provision-requests', query)
  approve = (key: string, input: RequestApproval) => this.client.post<ProvisionRequest>(`/provision-requests/${id(key)}/approve`, input)
  reject = (key: string, reason?: string) => this.client.post<ProvisionRequest>(`/provision-requests/${id(key)}/reject`, { reason })

  commands = (key: string, query: Query) => this.client.get<Page<Command>>(`/devices/${id(key)}/commands`, query)
  cancel = (key: string, command: string) => this.client.delete<Command>(`/devices/${id(key)}/commands/${id(command)}`)
  send = (key: string, input: CommandInput) => this.client.post<Command>(`/devices/${id(key)}/commands`, input)
}
