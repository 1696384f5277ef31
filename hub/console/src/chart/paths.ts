import type { Scale } from './scale'

/** `[unix ms, value]`, or `[unix ms, average, least, most]` where the hub has put several into one. */
export type Points = number[][]

const at = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`

/** Time between two points beyond which nothing is known in between: many times the usual step. */
export function gapOf(points: Points): number {
  if (points.length < 4) return Infinity
  const steps = points.slice(1).map((one, n) => one[0]! - points[n]![0]!).sort((a, b) => a - b)
  return Math.max(1, steps[Math.floor(steps.length * 0.75)]!) * 8
}

/** Runs of points with no gap between them. */
export function runs(points: Points, gap = gapOf(points)): Points[] {
  const all: Points[] = []
  for (const [n, one] of points.entries()) {
    if (n === 0 || one[0]! - points[n - 1]![0]! > gap) all.push([one])
    else all.at(-1)!.push(one)
  }
  return all
}

/** A line through a column of the points; a lone point becomes a dash that can be seen. */
export function linePath(points: Points, x: Scale, y: Scale, column = 1, gap?: number): string {
  return runs(points, gap).map(run => run.length === 1
    ? `M${at(x.px(run[0]![0]!) - 1, y.px(run[0]![column]!))}h2`
    : run.map((one, n) => `${n ? 'L' : 'M'}${at(x.px(one[0]!), y.px(one[column]!))}`).join('')).join('')
}

/** The area between two columns of the points. */
export function bandPath(points: Points, x: Scale, y: Scale, low: number, high: number): string {
  return runs(points.filter(one => one.length > Math.max(low, high))).map(run => {
    const upper = run.map((one, n) => `${n ? 'L' : 'M'}${at(x.px(one[0]!), y.px(one[high]!))}`)
    const lower = [...run].reverse().map(one => `L${at(x.px(one[0]!), y.px(one[low]!))}`)
    return `${upper.join('')}${lower.join('')}Z`
  }).join('')
}

/** The area from a line down to a base. */
export function areaPath(points: Points, x: Scale, y: Scale, base: number): string {
  return runs(points).filter(run => run.length > 1).map(run => {
    const line = run.map((one, n) => `${n ? 'L' : 'M'}${at(x.px(one[0]!), y.px(one[1]!))}`).join('')
    return `${line}L${at(x.px(run.at(-1)![0]!), base)}L${at(x.px(run[0]![0]!), base)}Z`
  }).join('')
}

/** The point nearest to a moment. */
export function nearest(points: Points, moment: number): number[] | null {
  let low = 0, high = points.length - 1
  if (high < 0) return null
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (points[middle]![0]! < moment) low = middle
    else high = middle
  }
  return Math.abs(points[low]![0]! - moment) <= Math.abs(points[high]![0]! - moment) ? points[low]! : points[high]!
}
