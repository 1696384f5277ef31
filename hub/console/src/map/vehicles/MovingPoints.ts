import { legDuration, nearestCourse, shareAt } from './interpolation'
import { lookBits } from './look'
import { latOf, lonOf, mercatorX, mercatorY } from './mercator'

/** Numbers of one point, in the order in which the graphics card reads them. */
export const stride = 9
const fromX = 0, fromY = 1, toX = 2, toY = 3, start = 4, duration = 5, courseFrom = 6, courseTo = 7, look = 8

/** A single holds a second to a 120th for so long; after that all times are told from a new beginning. */
const epochLength = 3_600_000

/**
 * All vehicles of the map as one block of numbers: where each comes from, where it goes, from when and for how long. A
 * message changes its numbers once; what lies between is worked out by the graphics card, so that a frame costs nothing here.
 */
export class MovingPoints {
  private block = new Float32Array(256 * stride)
  private heard = new Float64Array(256)
  private readonly slots = new Map<string, number>()
  private readonly names: string[] = []
  private epoch: number
  private movesUntil = 0
  /** First and last changed slot since they were taken; first > last means none. */
  private changedFrom = Infinity
  private changedTo = -1

  /** @param origin Place in the city from which the others are told, lon and lat. @param still Whether vehicles are put down instead of driven. */
  constructor(readonly origin: [number, number], now: number, private readonly still = false) {
    this.epoch = now
    this.baseX = mercatorX(origin[0])
    this.baseY = mercatorY(origin[1])
  }
  private readonly baseX: number
  private readonly baseY: number

  get count(): number { return this.names.length }
  get data(): Float32Array { return this.block }
  idOf(slot: number): string { return this.names[slot]! }
  slotOf(id: string): number | undefined { return this.slots.get(id) }
  lookOf(slot: number): number { return this.block[slot * stride + look]! }
  /** A moment as the graphics card counts, seconds. */
  seconds(now: number): number { return (now - this.epoch) / 1000 }
  /** Whether anything is still on its way. */
  moving(now: number): boolean { return now < this.movesUntil }

  /** A vehicle is told to be somewhere. The course stays as it was where nobody knows. */
  put(id: string, lon: number, lat: number, course: number | null, packedLook: number, now: number): void {
    if (now - this.epoch > epochLength) this.beginEpoch(now)
    const known = this.slots.get(id)
    const slot = known ?? this.add(id)
    const at = slot * stride, block = this.block
    const x = mercatorX(lon) - this.baseX, y = mercatorY(lat) - this.baseY
    const here = known === undefined ? [x, y] as const : [this.x(slot, now), this.y(slot, now)] as const
    const far = Math.hypot(x - here[0], y - here[1]) * 360
    const span = known === undefined || this.still ? 0 : far === 0 ? 0 : legDuration(now - this.heard[slot]!, far)
    const turned = known === undefined ? course ?? 0 : this.course(slot, now)
    block[at + fromX] = span === 0 ? x : here[0]
    block[at + fromY] = span === 0 ? y : here[1]
    block[at + toX] = x
    block[at + toY] = y
    block[at + start] = this.seconds(now)
    block[at + duration] = span / 1000
    block[at + courseFrom] = span === 0 ? course ?? turned : turned
    block[at + courseTo] = course === null ? turned : nearestCourse(block[at + courseFrom]!, course)
    block[at + look] = packedLook | (known === undefined ? 0 : block[at + look]! & lookBits.clustered)
    this.heard[slot] = now
    if (span > 0) this.movesUntil = Math.max(this.movesUntil, now + span)
    this.touch(slot)
  }

  setLook(slot: number, packed: number): void {
    const at = slot * stride + look
    if (this.block[at] === packed) return
    this.block[at] = packed
    this.touch(slot)
  }

  /** The last point takes the place of one that is gone, so that there are no holes. */
  drop(id: string): void {
    const slot = this.slots.get(id)
    if (slot === undefined) return
    const last = this.names.length - 1
    if (slot !== last) {
      this.block.copyWithin(slot * stride, last * stride, (last + 1) * stride)
      this.heard[slot] = this.heard[last]!
      this.names[slot] = this.names[last]!
      this.slots.set(this.names[slot]!, slot)
      this.touch(slot)
    }
    this.names.pop()
    this.slots.delete(id)
  }

  /** Where it is drawn, on the unit square, from the origin. */
  x(slot: number, now: number): number { return this.between(slot, now, fromX, toX) }
  y(slot: number, now: number): number { return this.between(slot, now, fromY, toY) }
  /** Where it is drawn, lon and lat. */
  place(id: string, now: number): [number, number] | null {
    const slot = this.slots.get(id)
    return slot === undefined ? null : [lonOf(this.x(slot, now) + this.baseX), latOf(this.y(slot, now) + this.baseY)]
  }
  /** The unit square's coordinates of what is told from the origin. */
  absolute(x: number, y: number): [number, number] { return [lonOf(x + this.baseX), latOf(y + this.baseY)] }

  /** Slots that changed since the last call, as a range; null for none. */
  takeChanged(): { from: number; to: number } | null {
    const to = Math.min(this.changedTo, this.names.length - 1)
    const range = this.changedFrom <= to ? { from: this.changedFrom, to } : null
    this.changedFrom = Infinity
    this.changedTo = -1
    return range
  }

  private course(slot: number, now: number): number {
    const course = this.between(slot, now, courseFrom, courseTo) % 360
    return course < 0 ? course + 360 : course
  }
  private between(slot: number, now: number, from: number, to: number): number {
    const at = slot * stride, block = this.block
    const share = shareAt(this.seconds(now), block[at + start]!, block[at + duration]!)
    return block[at + from]! + (block[at + to]! - block[at + from]!) * share
  }

  private add(id: string): number {
    const slot = this.names.length
    if ((slot + 1) * stride > this.block.length) {
      const block = new Float32Array(this.block.length * 2)
      block.set(this.block)
      this.block = block
      const heard = new Float64Array(this.heard.length * 2)
      heard.set(this.heard)
      this.heard = heard
    }
    this.names.push(id)
    this.slots.set(id, slot)
    this.block[slot * stride + look] = 0
    return slot
  }
  private touch(slot: number): void {
    if (slot < this.changedFrom) this.changedFrom = slot
    if (slot > this.changedTo) this.changedTo = slot
  }
  private beginEpoch(now: number): void {
    const shift = (now - this.epoch) / 1000
    for (let slot = 0; slot < this.names.length; slot++) this.block[slot * stride + start]! -= shift
    this.epoch = now
    this.touch(0)
    this.touch(this.names.length - 1)
  }
}
