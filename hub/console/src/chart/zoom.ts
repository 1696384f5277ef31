import type { Range } from './scale'

/** Closer than this says nothing, milliseconds. */
export const shortest = 10_000

/** Between two limits, and no shorter than {@link shortest}; a range that sticks out is moved inside. */
export function within(range: Range, limits: Range): Range {
  const length = Math.min(limits.to - limits.from, Math.max(shortest, range.to - range.from))
  const middle = (range.from + range.to) / 2
  const from = Math.min(limits.to - length, Math.max(limits.from, range.to - range.from === length ? range.from : middle - length / 2))
  return { from, to: from + length }
}

/** Larger (`factor` below 1) or smaller around a moment that stays where it is. */
export function zoomAt(range: Range, moment: number, factor: number, limits: Range): Range {
  return within({ from: moment - (moment - range.from) * factor, to: moment + (range.to - moment) * factor }, limits)
}

/** Moved by a share of its own length. */
export function panBy(range: Range, share: number, limits: Range): Range {
  const by = (range.to - range.from) * share
  return within({ from: range.from + by, to: range.to + by }, limits)
}

/** What was drawn from one moment to another, in either direction. */
export function spanned(a: number, b: number, limits: Range): Range {
  return within({ from: Math.min(a, b), to: Math.max(a, b) }, limits)
}

/** What a key does to a plot; null if it means nothing, 'reset' goes back to the whole. */
export function keyZoom(key: string, range: Range, limits: Range): Range | 'reset' | null {
  const middle = (range.from + range.to) / 2
  switch (key) {
    case '+': case '=': return zoomAt(range, middle, 0.5, limits)
    case '-': return zoomAt(range, middle, 2, limits)
    case 'ArrowLeft': return panBy(range, -0.25, limits)
    case 'ArrowRight': return panBy(range, 0.25, limits)
    case '0': case 'Escape': return 'reset'
    default: return null
  }
}
