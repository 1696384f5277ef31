import type { AlarmSeverity } from '../api/alarms'
import type { Points } from './paths'

/** One line of a plot. */
export interface Line { key: string; name: string; points: Points; colour: string; expected?: Points }
/** A moment worth a name. */
export interface Mark { at: number; text: string }
/** How long an alarm lasted; `to` is null while it does. */
export interface Span { key: string; from: number; to: number | null; severity: AlarmSeverity; text: string }

/** Colours of lines, told apart also by who sees red and green as one. */
export const lineColours = ['#5ab0ff', '#f2c14b', '#c58bff', '#34c98a'] as const

/** A line that does not move gets some room above and below, so that its axis says what it is and not what it might be. */
export function roomy([low, high]: [number, number]): [number, number] {
  if (high > low) return [low, high]
  const room = Math.max(Math.abs(low) * 0.02, 0.01)
  return [low - room, high + room]
}

/** Smallest and largest value that is drawn, expected ones and spreads too. */
export function extent(lines: Line[], limit: number | null): [number, number] {
  let low = limit ?? Infinity, high = limit ?? -Infinity
  for (const line of lines) {
    for (const points of [line.points, line.expected ?? []]) {
      for (const one of points) {
        for (let n = 1; n < one.length; n++) {
          if (one[n]! < low) low = one[n]!
          if (one[n]! > high) high = one[n]!
        }
      }
    }
  }
  return [low, high]
}
