import type { Zone } from '../api/hub'
import type { ClipSource, ReplaySettings } from '../api/replays'

/** As the hub has it. */
export const mostBytes = 200 * 1024 * 1024

export interface Setup {
  file: File | null
  /** An earlier clip, instead of a file. */
  again: string | null
  evidence: string | null
  camera: string | null
  /** Zones to try; null takes those of the camera. */
  zones: Zone[] | null
  framesPerSecond: number
  /** When the clip was recorded, Unix ms; null means now. */
  startsAt: number | null
}

export const emptySetup = (): Setup => ({
  file: null, again: null, evidence: null, camera: null, zones: null, framesPerSecond: 5, startsAt: null,
})

export type SetupFault = 'clip' | 'large'
export const faultOf = (setup: Setup): SetupFault | null =>
  setup.file ? setup.file.size > mostBytes ? 'large' : null : setup.again || setup.evidence ? null : 'clip'

export function sourceOf(setup: Setup): ClipSource {
  return setup.file ? { file: setup.file } : setup.again ? { replay: setup.again } : { evidence: setup.evidence! }
}

/** Both sets of zones are run only where they differ. */
export const settingsOf = (setup: Setup): ReplaySettings => ({
  framesPerSecond: setup.framesPerSecond,
  compare: setup.camera !== null && setup.zones !== null,
  ...(setup.camera && { camera: setup.camera }),
  ...(setup.zones && { zones: setup.zones }),
  ...(setup.startsAt !== null && { startsAt: setup.startsAt }),
})
