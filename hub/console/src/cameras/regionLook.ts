import type { OverlayRegion } from '../api/cameras'

type Look = 'running' | 'waiting' | 'alarm' | 'quiet' | 'fixture'

const looks: Record<OverlayRegion['state'], Look> = {
  counting: 'running', waitingForOwner: 'waiting', reported: 'alarm', fixture: 'fixture',
  hidden: 'quiet', refused: 'quiet', outOfHours: 'quiet', outsideZones: 'quiet',
}
export const lookOf = (region: OverlayRegion): Look => looks[region.state] ?? 'quiet'

/** How much of the time allowed is used, 0..1; null where no limit holds. */
export const usedShare = (region: OverlayRegion): number | null =>
  region.limitSeconds > 0 ? Math.min(1, region.dwellSeconds / region.limitSeconds) : null

/** Stroke of a ring of a radius that is filled so far. */
export function ringDash(share: number, radius: number): string {
  const round = 2 * Math.PI * radius
  return `${(share * round).toFixed(2)} ${round.toFixed(2)}`
}

/** Drawn last is drawn on top: alarms over what is only counted. */
const order: Look[] = ['fixture', 'quiet', 'waiting', 'running', 'alarm']
export const inDrawingOrder = (regions: OverlayRegion[]): OverlayRegion[] =>
  [...regions].sort((a, b) => order.indexOf(lookOf(a)) - order.indexOf(lookOf(b)))
