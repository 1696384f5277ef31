import type { Box } from './cameras'
import type { ApiClient } from './client'
import type { Zone } from './hub'
import type { LocalText, Named, Page } from './types'

export type ReplayState = 'queued' | 'preparing' | 'watching' | 'done' | 'failed' | 'cancelled'
export interface ReplayAlarm {
  id: string
  rule: Named
  category: Named | null
  zone: string | null
  severity: string
  score: number
  /** Seconds since the clip's beginning. */
  startedAt: number
  raisedAt: number
  clearedAt: number | null
  box: Box | null
  thing: string | null
  broughtBy: string | null
  readings: { metric: Named; value: number; limit: number | null; unit: string }[]
  pictures: { moment: 'before' | 'putDown' | 'detection' | 'annotated'; seconds: number; url: string }[]
  /** The same alarm under the other settings; null where it comes in addition or falls away. */
  twin: string | null
}
export interface ZoneTrack {
  zone: string
  moments: { seconds: number; occupied: number; waiting: number; nearest: number; isOpen: boolean }[]
}
export interface ReplayOutcome { zones: Zone[]; frames: number; alarms: ReplayAlarm[]; moreAlarms: number; tracks: ZoneTrack[] }
export interface Replay {
  id: string
  state: ReplayState
  /** Share of the state's work, 0..1; 0 where the clip does not say its length. */
  progress: number
  /** Replays that come first. */
  before: number
  clip: { name: string; seconds: number | null; width: number; height: number; codec: string; url: string | null }
  camera: string | null
  framesPerSecond: number
  startsAt: number
  by: string
  createdAt: number
  finishedAt: number | null
  failure: { code: string; title: LocalText; detail: LocalText } | null
  trial: ReplayOutcome | null
  present: ReplayOutcome | null
}
export interface ReplaySettings {
  camera?: string
  zones?: Zone[]
  framesPerSecond: number
  startsAt?: number
  compare: boolean
}
/** The clip of a replay: a file, one that is kept as evidence, or that of an earlier replay. */
export type ClipSource = { file: File } | { evidence: string } | { replay: string }

const id = encodeURIComponent

// POST /replays multipart: settings (JSON), and file | evidence (SHA-256) | replay (id of an earlier one) -> Replay
//      roles admin, shift_leader; 413 `clip_too_large`, 422 `not_a_video` `clip_too_long`, 429 `replay_queue_full`
// GET  /replays -> Page<Replay>; GET /replays/{id}; DELETE /replays/{id} calls it off and forgets it
// GET  /replays/{id}/clip.mp4 (ranges), /replays/{id}/pictures/{n}
export class ReplayCalls {
  constructor(private readonly client: ApiClient) {}

  list = () => this.client.get<Page<Replay>>('/replays')
  find = (key: string) => this.client.get<Replay>(`/replays/${id(key)}`)
  remove = (key: string) => this.client.delete(`/replays/${id(key)}`)
  start(source: ClipSource, settings: ReplaySettings): Promise<Replay> {
    const form = new FormData()
    form.append('settings', JSON.stringify(settings))
    if ('file' in source) form.append('file', source.file, source.file.name)
    else for (const [name, value] of Object.entries(source)) form.append(name, value)
    return this.client.post<Replay>('/replays', form)
  }
}
