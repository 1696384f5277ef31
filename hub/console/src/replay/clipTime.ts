import type { ReplayAlarm, ReplayOutcome } from '../api/replays'

/** A place in a clip: "1:07", with tenths "1:07.4". */
export function clipTime(seconds: number, tenths = false): string {
  const whole = Math.floor(seconds)
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
  return tenths ? `${text}.${Math.floor((seconds - whole) * 10 + 1e-6)}` : text
}

export type Phase = 'waiting' | 'raised'
/** Alarms whose thing is there at a moment, and whether it was reported by then. */
export const thingsAt = (alarms: ReplayAlarm[], seconds: number): { alarm: ReplayAlarm; phase: Phase }[] => alarms
  .filter(one => one.startedAt <= seconds && seconds <= (one.clearedAt ?? Infinity))
  .map(alarm => ({ alarm, phase: alarm.raisedAt <= seconds ? 'raised' as const : 'waiting' as const }))

export interface Comparison { same: number; added: number; gone: number }
export const compare = (trial: ReplayOutcome, present: ReplayOutcome): Comparison => ({
  same: trial.alarms.filter(one => one.twin !== null).length,
  added: trial.alarms.filter(one => one.twin === null).length,
  gone: present.alarms.filter(one => one.twin === null).length,
})

/** Round marks for a ruler of so many seconds, about eight of them. */
export function marksOf(length: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600]
  const step = steps.find(one => length / one <= 9) ?? 600
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, n) => n * step)
}
