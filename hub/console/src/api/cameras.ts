import type { ApiClient } from './client'
import type { Zone } from './hub'
import type { LocalText, Named } from './types'

export interface Box { x: number; y: number; width: number; height: number }

/** Where a thing that stands still is on its way to an alarm. */
export type RegionState =
  'outsideZones' | 'outOfHours' | 'waitingForOwner' | 'counting' | 'hidden' | 'refused' | 'reported' | 'fixture'
export interface OverlayRegion {
  box: Box
  state: RegionState
  zone: string | null
  /** How long it has been there, how much of that counts, and what the zone allows (0 outside all), seconds. */
  ageSeconds: number
  dwellSeconds: number
  limitSeconds: number
  /** The judge that objected last. */
  objection: string | null
  alarmId: string | null
}
export interface OverlayZone {
  name: string
  purpose: Zone['purpose']
  /** Share in which something stands still, 0..1. */
  occupiedShare: number
  /** Whether its hours hold. */
  isOpen: boolean
  /** The picture is not the one it was drawn on. */
  isSuspended: boolean
}
/** What the detectors think, to be drawn over the picture. */
export interface Overlay {
  stamp: number
  foregroundShare: number
  isWatching: boolean
  referenceIsUnlike: boolean
  regions: OverlayRegion[]
  zones: OverlayZone[]
}

export type CoverState = 'learning' | 'present' | 'occluded' | 'displaced' | 'missing' | 'uncertain'
export type CoverWarning = 'tooSmall' | 'littleTexture' | 'plainSurroundings' | 'selfTaught' | 'badReference' | 'notVisible'
export interface Cover {
  name: string
  box: Box
  /** Code of the component, so that its tilt sensor and the camera speak of one place. */
  componentCode: string | null
}
export interface CoverStatus {
  state: CoverState
  /** Since when, Unix ms. */
  since: number | null
  alarmed: boolean
  /** How far an alarm is away, 0 (in place) to 1. */
  evidence: number
  widthPixels: number
  warnings: CoverWarning[]
}
export interface CoverView extends Cover {
  /** Addresses of its reference pictures, oldest first. */
  references: string[]
  /** What the detector sees; null while nothing is known of it. */
  status: CoverStatus | null
}

/** How the hub gets on with a camera, over the last ten seconds of its frames. */
export interface Figures {
  framesPerSecond: number
  lookedPerSecond: number
  latencyMs: number | null
  /** Processor time for one frame. */
  cpuMs: number | null
  /** Left out since the detector fell behind; no pictures at all: both since the hub started. */
  dropped: number
  broken: number
  waiting: number
  /** Faults of the picture that went away before they were told. */
  blips: number
  /** The picture is no good: zones and covers are not judged. */
  suspended: boolean
}

export interface Precision {
  deviceId: string
  rule: Named
  figures: { confirmed: number; of: number; share: number; atLeast: number; rejections: { reason: Named; count: number }[] }
}

/** Alarms of a rule that are less likely than this stay in the alarm list and do not come to triage. */
export interface Threshold { rule: Named; least: number }

const id = encodeURIComponent
const at = (camera: string) => `/cameras/${id(camera)}`

// GET /cameras/{id}/overlay -> Overlay; 204 before its first frame, and until its agent has told
// GET /cameras/{id}/background.jpg: the detectors' picture of the empty street
// GET/PUT /cameras/{id}/covers -> CoverView[]; POST …/covers/{name}/reference takes the present picture
// GET/DELETE …/covers/{name}/references/{reference}: a reference picture
// GET /cameras/{id}/thresholds -> Threshold[]; DELETE …/thresholds/{rule}
// GET /cameras/{id}/empty-street.jpg; PUT …/empty-street takes the present picture, DELETE forgets it
// GET /cameras/{id}/figures -> Figures; POST /cameras/{id}/reference: the present view is the right one
export class CameraCalls {
  constructor(private readonly client: ApiClient) {}

  overlay = (camera: string) => this.client.get<Overlay | undefined>(`${at(camera)}/overlay`).then(one => one ?? null)
  figures = (camera: string) => this.client.get<Figures>(`${at(camera)}/figures`)
  takeReference = (camera: string) => this.client.post<void>(`${at(camera)}/reference`)
  covers = (camera: string) => this.client.get<CoverView[]>(`${at(camera)}/covers`)
  setCovers = (camera: string, covers: Cover[]) => this.client.put<CoverView[]>(`${at(camera)}/covers`, covers)
  takeCoverReference = (camera: string, cover: string) => this.client.post<CoverView[]>(`${at(camera)}/covers/${id(cover)}/reference`)
  /** `url` is one of a cover's references. */
  forgetCoverReference = (url: string) => this.client.delete<CoverView[]>(url.replace(/^\/api\/v1/, ''))
  takeEmptyStreet = (camera: string) => this.client.put<void>(`${at(camera)}/empty-street`, {})
  forgetEmptyStreet = (camera: string) => this.client.delete(`${at(camera)}/empty-street`)
  emptyStreetUrl = (camera: string, tick: number) => `/api/v1${at(camera)}/empty-street.jpg?t=${tick}`
  precision = () => this.client.get<{ devices: Precision[] }>('/triage/precision')
  thresholds = (camera: string) => this.client.get<Threshold[]>(`${at(camera)}/thresholds`)
  removeThreshold = (camera: string, rule: string) => this.client.delete<Threshold[]>(`${at(camera)}/thresholds/${id(rule)}`)
  components = () => this.client.get<{ features: ComponentFeature[] }>('/map/components.geojson')
  backgroundUrl = (camera: string, tick: number) => `/api/v1${at(camera)}/background.jpg?t=${tick}`
}

export interface ComponentFeature {
  geometry: { coordinates: [number, number] }
  properties: { code: string; category: string; name_zh: string; name_en: string }
}
export const componentName = (one: ComponentFeature): LocalText => ({ zh: one.properties.name_zh, en: one.properties.name_en })
