import type { DayFigures, GroundFigures, PieceState } from '../api/sanitation'

/** Colours of how work stands, on bars and on the map. */
export const stateColour: Record<PieceState, string> = { covered: '#34c98a', late: '#f2a93b', missed: '#ff5c64', open: '#5f7690' }
export const states: readonly PieceState[] = ['covered', 'late', 'missed', 'open']

/** What coverage is told of: streets; of a plan without streets, its areas; else its collection points. */
export function told(figures: DayFigures): { of: 'streets' | 'areas' | 'stops'; planned: number; shares: Record<PieceState, number> } {
  const of = figures.streets.planned > 0 ? 'streets' : figures.areas.planned > 0 ? 'areas' : 'stops'
  const one = figures[of]
  const share = (part: number) => one.planned > 0 ? part / one.planned : 0
  return { of, planned: one.planned, shares: { covered: share(one.inTime), late: share(one.late), missed: share(one.missed), open: share(one.open) } }
}

/** Metres as kilometres, two decimals. */
export const km = (metres: number): string => (metres / 1000).toFixed(2)
export const tonnes = (kg: number): string => (kg / 1000).toFixed(3)
export const percent = (share: number | null): string => share === null ? '–' : `${(share * 100).toFixed(1)}%`
export const done = (ground: GroundFigures): number => ground.inTime + ground.late
