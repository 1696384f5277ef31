import { isHidden, lookBits } from './look'
import type { Camera } from './mercator'
import type { MovingPoints } from './MovingPoints'

/** So many plates are written at most; more cannot be read. */
const most = 80
/** Room of a plate, pixels. */
const width = 92, height = 19

/** A plate and where it is written. */
export interface Label { id: string; x: number; y: number }

/** The vehicles whose plates are written: those in view, the chosen one first, none over another. */
export function labelled(points: MovingPoints, camera: Camera, now: number): Label[] {
  const taken = new Set<number>()
  const labels: Label[] = []
  const add = (slot: number, always: boolean) => {
    const x = camera.originX + points.x(slot, now) * camera.scale, y = camera.originY + points.y(slot, now) * camera.scale
    if (x < 0 || y < 0 || x > camera.width || y > camera.height) return
    const column = Math.floor(x / width), row = Math.floor(y / height)
    const around = [-1, 0, 1].flatMap(dx => [-1, 0, 1].map(dy => (column + dx) * 4096 + row + dy))
    if (!always && around.some(one => taken.has(one))) return
    taken.add(column * 4096 + row)
    labels.push({ id: points.idOf(slot), x, y })
  }
  for (let pass = 0; pass < 2; pass++) {
    for (let slot = 0; slot < points.count && labels.length < most; slot++) {
      const look = points.lookOf(slot)
      const first = (look & (lookBits.chosen | lookBits.alarm)) !== 0
      if (!isHidden(look) && first === (pass === 0)) add(slot, (look & lookBits.chosen) !== 0)
    }
  }
  return labels
}
