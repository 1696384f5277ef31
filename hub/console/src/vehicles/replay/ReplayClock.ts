/** How many times faster than life. */
export const speeds = [1, 2, 4, 8, 16, 32, 64] as const
export type ReplaySpeed = typeof speeds[number]

/** Where a replay stands; a value, so that what happens to it can be followed. */
export interface ReplayClock { from: number; to: number; at: number; playing: boolean; speed: ReplaySpeed }

export const clockOf = (from: number, to: number): ReplayClock => ({ from, to, at: from, playing: false, speed: 16 })
const within = (clock: ReplayClock, at: number) => Math.min(clock.to, Math.max(clock.from, at))

/** So much time has passed for the reader; at the end the replay stops. */
export function advanced(clock: ReplayClock, milliseconds: number): ReplayClock {
  if (!clock.playing) return clock
  const at = within(clock, clock.at + milliseconds * clock.speed)
  return { ...clock, at, playing: at < clock.to }
}
export const movedTo = (clock: ReplayClock, at: number): ReplayClock => ({ ...clock, at: within(clock, at) })
/** Plays or stops; from the end it begins anew. */
export const toggled = (clock: ReplayClock): ReplayClock =>
  clock.playing ? { ...clock, playing: false } : { ...clock, playing: clock.to > clock.from, at: clock.at >= clock.to ? clock.from : clock.at }
/** The next faster or slower speed. */
export function geared(clock: ReplayClock, by: -1 | 1): ReplayClock {
  const speed = speeds[speeds.indexOf(clock.speed) + by]
  return speed === undefined ? clock : { ...clock, speed }
}
