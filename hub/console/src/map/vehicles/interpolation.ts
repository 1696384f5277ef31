/** Distance in degrees above which a vehicle is put down at its new place instead of being driven there (about 500 m). */
export const jump = 0.005
/** Longest time a vehicle is drawn on its way between two positions, milliseconds: who reports seldom is not shown where it was long ago. */
export const longest = 2_000
const shortest = 200

/** How long to drive a vehicle to its new place: as long as it took since the one before, within reason; 0 puts it down there. */
export function legDuration(sinceHeard: number | null, movedDegrees: number): number {
  if (sinceHeard === null || movedDegrees > jump) return 0
  return Math.min(longest, Math.max(shortest, sinceHeard))
}

/** Share of a leg that is driven, 0..1. */
export const shareAt = (now: number, start: number, duration: number): number =>
  duration <= 0 ? 1 : Math.min(1, Math.max(0, (now - start) / duration))

/** The course nearest to `from` that means the same as `to`, so that a vehicle turns the short way: 350 → 10 becomes 350 → 370. */
export const nearestCourse = (from: number, to: number): number => from + ((to - from) % 360 + 540) % 360 - 180
