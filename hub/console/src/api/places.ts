import type { ApiClient } from './client'
import type { LocalText, Named } from './types'

/** A place that a text may mean. */
export interface FoundPlace {
  kind: string
  code: string
  name: LocalText
  lat: number
  lon: number
  match: string
  score: number
  distanceM: number | null
  unitGrid: string | null
  responsibilityGrid: Named | null
  community: Named | null
}
/** What is known of a point. */
export interface PointFacts {
  lat: number
  lon: number
  address: LocalText | null
  unitGrid: string | null
  responsibilityGrid: Named | null
  community: Named | null
  subDistrict: Named | null
  district: Named | null
  road: Named | null
  places: FoundPlace[]
  responsible: { department: Named; for: LocalText[] }[]
}
export interface CityFault {
  kind: string
  file: string
  where: string
  message: LocalText
  at: { lat: number; lon: number } | null
  areaM2: number | null
}
export interface CityReport {
  imported: boolean
  files: string[]
  size: Record<string, number> | null
  errorCount: number
  errors: CityFault[]
  warningCount: number
  warnings: CityFault[]
}

/** Calls about places and the city's files. */
export class PlaceCalls {
  constructor(private readonly client: ApiClient) {}

  find = (q: string, near: { lat: number; lon: number } | null, signal?: AbortSignal) =>
    this.client.get<{ items: FoundPlace[] }>('/geocode', { q, near: near ? `${near.lat},${near.lon}` : null, limit: 8 }, signal)
  at = (lat: number, lon: number) => this.client.get<PointFacts>('/geocode/reverse', { lat, lon, limit: 5 })
  cityFiles = () => this.client.get<string[]>('/city/files')
  cityFileUrl = (name: string) => `/api/v1/city/files/${encodeURIComponent(name)}`
  importCity = (files: File[], dryRun: boolean) => {
    const form = new FormData()
    for (const file of files) form.append('file', file, file.name)
    return this.client.post<CityReport>(`/city/import?dryRun=${dryRun}`, form)
  }
}
