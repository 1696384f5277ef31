import { radiusOf, type Cluster } from './clusters'
import { isHidden } from './look'
import type { Camera } from './mercator'
import type { MovingPoints } from './MovingPoints'

/** Pixels around a vehicle that count as it: a fingertip. */
const reach = 14

/** The vehicle nearest to a place on the screen; null if none is near. */
export function vehicleAt(points: MovingPoints, camera: Camera, x: number, y: number, now: number): string | null {
  let best = -1, bestDistance = reach * reach
  for (let slot = 0; slot < points.count; slot++) {
    if (isHidden(points.lookOf(slot))) continue
    const dx = camera.originX + points.x(slot, now) * camera.scale - x
    if (dx > reach || dx < -reach) continue
    const dy = camera.originY + points.y(slot, now) * camera.scale - y
    const distance = dx * dx + dy * dy
    if (distance < bestDistance) [best, bestDistance] = [slot, distance]
  }
  return best < 0 ? null : points.idOf(best)
}

/** The bubble under a place on the screen. */
export function clusterAt(clusters: readonly Cluster[], camera: Camera, x: number, y: number): Cluster | null {
  return clusters.find(one => Math.hypot(
    camera.originX + one.x * camera.scale - x, camera.originY + one.y * camera.scale - y) <= radiusOf(one.count)) ?? null
}
