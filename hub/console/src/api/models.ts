import type { ApiClient } from './client'
import type { LocalText, Named, Page } from './types'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export type ModelOrigin = 'builtIn' | 'replaced' | 'own'
export interface DeviceModel {
  key: string
  name: LocalText
  icon: string
  access: string
  origin: ModelOrigin
  devices: number
  document: ModelDocument
}

/** A model file. The console edits what it knows and leaves everything else as it is. */
export interface ModelDocument {
  key: string
  name: LocalText
  icon?: string
  metrics?: MetricDefinition[]
  rules?: RuleDefinition[]
  commands?: CommandDefinition[]
  rateLimit?: { messagesPerSecond: number; burst: number }
  mapping?: Json
  [other: string]: unknown
}
export interface MetricDefinition {
  key: string
  name: LocalText
  unit?: string
  kind?: 'number' | 'boolean' | 'text'
  min?: number | null
  max?: number | null
  [other: string]: unknown
}
export interface RuleDefinition {
  key: string
  name: LocalText
  severity?: string
  holdS?: number
  clearS?: number
  when?: RuleTest[]
  [other: string]: unknown
}
export interface RuleTest { metric?: string; is: string; limit?: number; hysteresis?: number; [other: string]: unknown }
export interface CommandDefinition {
  key: string
  name: LocalText
  args?: ArgDefinition[]
  timeoutS?: number
  retries?: number
  expects?: Record<string, unknown> | null
}
export interface ArgDefinition {
  key: string
  name: LocalText
  kind: 'number' | 'boolean' | 'text' | 'choice'
  unit?: string | null
  min?: number | null
  max?: number | null
  choices?: Named[] | null
  required?: boolean
}
export interface Fault { path: string; message: LocalText }
export interface TryInput { topic?: string; payload: string; mapping?: Json }
export interface TryResult {
  samples: { ts: number; metric: string; value: number | null; text: string | null }[]
  position: JsonObject | null
  events: JsonObject[]
  problems: Fault[]
}

const id = encodeURIComponent

/** Calls about device models. */
export class ModelCalls {
  constructor(private readonly client: ApiClient) {}

  list = () => this.client.get<Page<DeviceModel>>('/device-models')
  one = (key: string) => this.client.get<DeviceModel>(`/device-models/${id(key)}`)
  save = (key: string, document: ModelDocument) => this.client.put<DeviceModel>(`/device-models/${id(key)}`, document)
  remove = (key: string) => this.client.delete(`/device-models/${id(key)}`)
  check = (document: ModelDocument) => this.client.post<{ faults: Fault[] }>('/device-models/check', document)
  tryMapping = (key: string, input: TryInput) => this.client.post<TryResult>(`/device-models/${id(key)}/mapping/try`, input)
}
