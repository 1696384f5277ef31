import type { Range } from './scale'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Steps the hub is asked to put into one point, milliseconds. */
const buckets = [
  5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 4 * hour, 6 * hour, 12 * hour, 24 * hour, 7 * 24 * hour,
]
/** Pixels a point may have to itself: closer ones cannot be told apart. */
const pixelsPerPoint = 2.5

/** The bucket that fits a plot of some width; undefined where every single reading can be shown. */
export function bucketFor(range: Range, width: number): number | undefined {
  const wanted = (range.to - range.from) * pixelsPerPoint / Math.max(1, width)
  if (wanted < 2 * second) return undefined
  return buckets.find(one => one >= wanted) ?? buckets.at(-1)!
}
