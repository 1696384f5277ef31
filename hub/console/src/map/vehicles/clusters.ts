import { hasAlarm, lookBits, stateOf, states } from './look'
import type { MovingPoints } from './MovingPoints'

/** Side of a cell in pixels, and how many vehicles in it are drawn as one. */
const cell = 76
const fewest = 3
/** Bubbles nearer than this are one, pixels. */
const nearest = 48

/** Vehicles that are drawn as one bubble. */
export interface Cluster {
  /** Middle of them, from the origin of the points. */
  x: number
  y: number
  count: number
  /** How many do what, in the order of {@link states}. */
  byState: number[]
  alarms: number
}

/** What {@link clustered} made of the points: bubbles, and for each slot whether it is in one. */
export interface Clustering { clusters: Cluster[]; member: Uint8Array }

/**
 * Puts points of one cell of a grid together. The grid lies on the map and not on the screen, so that bubbles stay what they
 * are while the map is moved; one pass, since it is done anew once a second.
 */
export function clustered(points: MovingPoints, scale: number, now: number): Clustering {
  const cells = new Map<number, number[]>()
  for (let slot = 0; slot < points.count; slot++) {
    if (points.lookOf(slot) & lookBits.hidden) continue
    const column = Math.floor(points.x(slot, now) * scale / cell), row = Math.floor(points.y(slot, now) * scale / cell)
    const key = (column + 0x100000) * 0x200000 + row + 0x100000
    const slots = cells.get(key)
    if (slots) slots.push(slot)
    else cells.set(key, [slot])
  }

  const member = new Uint8Array(points.count)
  const clusters: Cluster[] = []
  for (const slots of cells.values()) {
    if (slots.length < fewest) continue
    const cluster: Cluster = { x: 0, y: 0, count: slots.length, byState: states.map(() => 0), alarms: 0 }
    for (const slot of slots) {
      member[slot] = 1
      cluster.x += points.x(slot, now) / slots.length
      cluster.y += points.y(slot, now) / slots.length
      cluster.byState[stateOf(points.lookOf(slot))]!++
      if (hasAlarm(points.lookOf(slot))) cluster.alarms++
    }
    clusters.push(cluster)
  }
  return { clusters: joined(clusters, nearest / scale), member }
}

/** Bubbles that would lie on each other become one; the larger takes the smaller. */
function joined(clusters: Cluster[], distance: number): Cluster[] {
  const kept: Cluster[] = []
  for (const one of clusters.sort((a, b) => b.count - a.count)) {
    const near = kept.find(other => Math.hypot(other.x - one.x, other.y - one.y) < distance)
    if (!near) {
      kept.push(one)
      continue
    }
    const count = near.count + one.count
    near.x = (near.x * near.count + one.x * one.count) / count
    near.y = (near.y * near.count + one.y * one.count) / count
    near.count = count
    near.alarms += one.alarms
    near.byState = near.byState.map((n, state) => n + one.byState[state]!)
  }
  return kept
}

/** Radius of a bubble, pixels. */
export const radiusOf = (count: number): number => Math.min(34, 13 + 4.5 * Math.log10(count) * 1.6)
