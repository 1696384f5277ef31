import type { ApiClient } from './client'
import type { LocalText, Named } from './types'

export type VersionState = 'draft' | 'scheduled' | 'inForce' | 'past'
export const limitUnits = ['urgent_hour', 'urgent_day', 'work_hour', 'work_day'] as const
export type LimitUnit = typeof limitUnits[number]

export interface CatalogueVersion {
  id: number
  scheme: Named
  state: VersionState
  /** Unix ms; null for a draft, 0 for the first version. */
  effectiveFrom: number | null
  note: string
  /** What If-Match of a change carries. */
  revision: number
  digest: string
  createdAt: number
  createdBy: LocalText
  changedAt: number
  changedBy: LocalText
}
export interface FilingCondition {
  key: string
  name: LocalText
  measure: string
  limit: number
  unit: LimitUnit
  limitText: LocalText
  closing: LocalText
  /** `high`, `inferred` or `local`. */
  confidence: string
}
export interface CatalogueClass {
  /** `component/0103` or `event/0110`. */
  code: string
  major: LocalText
  name: LocalText
  /** `high`, `medium` or `local`. */
  confidence: string
  off: boolean
  conditions: FilingCondition[]
}
export interface Catalogue { version: CatalogueVersion; classes: CatalogueClass[] }
export interface CatalogueChange {
  code: string
  class: LocalText
  kind: string
  condition: string | null
  before: LocalText | null
  after: LocalText | null
}
/** What works by the code of a class. */
export interface ClassUse { kind: string; code: string; name: LocalText; count: number }
export interface FileFault { file: string; line: number | null; message: LocalText }
export interface CatalogueReport {
  imported: boolean
  files: string[]
  errorCount: number
  errors: FileFault[]
  warnings: FileFault[]
  changes: CatalogueChange[]
}
/** A class as it is sent: a standard's keeps its names. */
export interface ClassInput {
  major?: LocalText
  name?: LocalText
  off: boolean
  conditions: Omit<FilingCondition, 'limitText' | 'confidence'>[]
}

export const catalogueFiles = ['classes.csv', 'conditions.csv'] as const

/** Calls about the catalogue and its versions. */
export class CatalogueCalls {
  constructor(private readonly client: ApiClient) {}

  schemes = () => this.client.get<Named[]>('/catalogue/schemes')
  versions = () => this.client.get<CatalogueVersion[]>('/catalogue/versions')
  version = (id: number | 'current') => this.client.get<Catalogue>(id === 'current' ? '/catalogue/current' : `/catalogue/versions/${id}`)
  changes = (id: number) => this.client.get<CatalogueChange[]>(`/catalogue/versions/${id}/changes`)
  uses = (id: number, from: number | null) => this.client.get<ClassUse[]>(`/catalogue/versions/${id}/uses`, { from })
  begin = (from: number | null, standard: string | null, note: string) =>
    this.client.post<{ version: CatalogueVersion; left: CatalogueClass[] }>('/catalogue/versions', { from, standard, note })
  setClass = (draft: CatalogueVersion, code: string, input: ClassInput) =>
    this.client.put<CatalogueVersion>(`/catalogue/versions/${draft.id}/classes/${code}`, input, seen(draft))
  removeClass = (draft: CatalogueVersion, code: string) =>
    this.client.delete<CatalogueVersion>(`/catalogue/versions/${draft.id}/classes/${code}`, seen(draft))
  publish = (draft: CatalogueVersion, from: number | null) =>
    this.client.post<CatalogueVersion>(`/catalogue/versions/${draft.id}/publish`, { from }, seen(draft))
  takeBack = (version: CatalogueVersion) => this.client.post<CatalogueVersion>(`/catalogue/versions/${version.id}/take-back`, {}, seen(version))
  remove = (id: number) => this.client.delete(`/catalogue/versions/${id}`)
  import = (draft: CatalogueVersion, files: File[], dryRun: boolean) => {
    const form = new FormData()
    for (const file of files) form.append('file', file, file.name)
    return this.client.post<CatalogueReport>(`/catalogue/versions/${draft.id}/import?dryRun=${dryRun}`, form, seen(draft))
  }
  fileUrl = (id: number, file: string) => `/api/v1/catalogue/versions/${id}/files/${file}`
}

const seen = (version: CatalogueVersion) => ({ 'If-Match': `"${version.revision}"` })
