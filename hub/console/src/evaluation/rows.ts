import type { EvaluationRow, GradeColour } from '../api/evaluation'

/** Column of a table: `name`, `score`, `count:…` or `rate:…`. */
export type SortKey = 'name' | 'score' | `count:${string}` | `rate:${string}`
export interface Sorting { key: SortKey; down: boolean }

/** The best score first, as a ranking is read. */
export const ranking: Sorting = { key: 'score', down: true }

/** A click on a heading: numbers begin with the largest, names with A; another click turns it round. */
export const sortedBy = (now: Sorting, key: SortKey): Sorting => now.key === key ? { key, down: !now.down } : { key, down: key !== 'name' }

function valueOf(row: EvaluationRow, key: SortKey): number | null {
  if (key === 'score') return row.score
  const [what, name] = key.split(':') as ['count' | 'rate', string]
  return (what === 'count' ? row.counts[name] : row.rates[name]) ?? null
}

/** Rows in order; what has no value stands last either way. */
export function inOrder(rows: EvaluationRow[], { key, down }: Sorting, name: (row: EvaluationRow) => string, language: string): EvaluationRow[] {
  const byName = (a: EvaluationRow, b: EvaluationRow) => name(a).localeCompare(name(b), language)
  if (key === 'name') return [...rows].sort((a, b) => down ? byName(b, a) : byName(a, b))
  return [...rows].sort((a, b) => {
    const left = valueOf(a, key), right = valueOf(b, key)
    if (left === null || right === null) return left === right ? byName(a, b) : left === null ? 1 : -1
    return (down ? right - left : left - right) || byName(a, b)
  })
}

/** Place of each in the ranking by score; equal scores share one. */
export function places(rows: EvaluationRow[]): Map<string, number> {
  const scores = rows.map(row => row.score).filter(score => score !== null)
  return new Map(rows.flatMap(row => row.score === null ? [] : [[row.subject.key, 1 + scores.filter(score => score > row.score!).length] as const]))
}

/** How many have each grade, and the mean score. */
export interface Summary { scored: number; mean: number | null; grades: { letter: string; colour: GradeColour; count: number }[] }
const colours: [string, GradeColour][] = [['A', 'green'], ['B', 'blue'], ['C', 'yellow'], ['D', 'red'], ['E', 'black']]
export function summary(rows: EvaluationRow[]): Summary {
  const scores = rows.flatMap(row => row.score === null ? [] : [row.score])
  return {
    scored: scores.length,
    mean: scores.length ? scores.reduce((sum, one) => sum + one, 0) / scores.length : null,
    grades: colours.map(([letter, colour]) => ({ letter, colour, count: rows.filter(row => row.grade === letter).length })),
  }
}

/** Colours of grades on the console's dark ground; 黑 would not be seen on it and is drawn as a light grey. */
export const gradeColour: Record<GradeColour, string> = {
  green: 'var(--green)', blue: 'var(--accent)', yellow: 'var(--yellow)', red: 'var(--red)', black: '#aab4c0',
}

export const percent = (share: number | null | undefined, digits = 1): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(digits).replace(/\.0+$/, '')} %`
