import type { Incident } from '../api/types'

const rank: Record<Incident['severity'], number> = { critical: 0, major: 1, minor: 2 }

/** The order of work: the most severe first, among equals who has waited longest. */
export const triageOrder = (incidents: Incident[]): Incident[] =>
  [...incidents].sort((a, b) => rank[a.severity] - rank[b.severity] || a.raisedAt - b.raisedAt || a.id - b.id)

/** Who comes up after `id` has left the queue: the one behind it, else the one before it. */
export function following(queue: Incident[], id: number): Incident | null {
  const index = queue.findIndex(one => one.id === id)
  return queue[index + 1] ?? queue[index - 1] ?? null
}
