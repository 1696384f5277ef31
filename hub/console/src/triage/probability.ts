import { colour } from '../components/tones'

/** The colour of a probability: below one in three it is rather wrong, above three in four rather right. */
export const probabilityColour = (value: number): string =>
  value >= 0.75 ? colour.green : value >= 0.35 ? colour.yellow : colour.red

/** Whole percent, but never a certainty that nobody has. */
export const percent = (share: number): string => `${Math.min(99, Math.max(1, Math.round(share * 100)))}%`

/** A share that was counted, with a decimal where it is needed: 96.5 % is not 97 %. */
export const sharePercent = (share: number): string => `${Math.round(share * 1000) / 10}%`

/** How wide a reason's bar is, 0..1: log-odds of 2 and more fill it. */
export const reasonWidth = (logOdds: number): number => Math.min(1, Math.max(0.08, Math.abs(logOdds) / 2))

/** Points of a sparkline on a field of `width` × `height`, as an SVG path; empty with fewer than two. */
export function sparkPath(shares: number[], width: number, height: number, margin = 2): string {
  if (shares.length < 2) return ''
  const step = (width - 2 * margin) / (shares.length - 1)
  return shares.map((share, n) => `${n === 0 ? 'M' : 'L'}${(margin + n * step).toFixed(1)} ${(margin + (1 - share) * (height - 2 * margin)).toFixed(1)}`).join('')
}
