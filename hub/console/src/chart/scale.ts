/** A stretch of time or of values. */
export interface Range { from: number; to: number }

/** Maps a range onto pixels and back. A range of no length is taken as one. */
export interface Scale { px: (value: number) => number; value: (px: number) => number }

export function linear(range: Range, start: number, end: number): Scale {
  const length = range.to - range.from || 1
  const pixels = end - start || 1
  return {
    px: value => start + (value - range.from) / length * pixels,
    value: px => range.from + (px - start) / pixels * length,
  }
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day,
]

/** Round moments inside a range, at most `count`; `offset` is the zone's distance from UTC, so that days begin at midnight there. */
export function timeTicks(range: Range, count: number, offset = 0): number[] {
  const wanted = (range.to - range.from) / Math.max(1, count)
  const step = steps.find(one => one >= wanted) ?? steps.at(-1)!
  const first = Math.ceil((range.from + offset) / step) * step - offset
  const ticks: number[] = []
  for (let tick = first; tick <= range.to && ticks.length < 50; tick += step) ticks.push(tick)
  return ticks
}

/** How far a zone is from UTC at a moment, milliseconds. */
export function zoneOffset(moment: number, zone: string): number {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(moment).map(part => [part.type, Number(part.value)]))
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second)
  return wall - Math.floor(moment / 1000) * 1000
}
