import { describe, expect, it } from 'vitest'
import { niceTicks } from '../src/chart/ticks'
import { VehicleMotion } from '../src/map/VehicleMotion'
import type { Vehicle } from '../src/api/types'
import { text } from './samples'

const vehicle = (at: number, lon: number): Vehicle =>
  ({ id: 'v1', name: text('V1'), lat: 31, lon, speedKmh: 30, courseDeg: 90, at, health: 'online' })

describe('a vehicle on the map', () => {
  it('is driven evenly from one position to the next', () => {
    const motion = new VehicleMotion()
    motion.update([vehicle(1, 120)], 0)
    motion.update([vehicle(2, 120.001)], 1_000)
    expect(motion.place('v1', 1_000)![0]).toBeCloseTo(120, 6)
    expect(motion.place('v1', 1_500)![0]).toBeCloseTo(120.0005, 6)
    expect(motion.place('v1', 5_000)![0]).toBeCloseTo(120.001, 6)
    expect([motion.moving(1_500), motion.moving(5_000)]).toEqual([true, false])
  })

  it('is put down where it is after a gap instead of flying there', () => {
    const motion = new VehicleMotion()
    motion.update([vehicle(1, 120)], 0)
    motion.update([vehicle(2, 120.1)], 1_000)
    expect(motion.place('v1', 1_000)![0]).toBe(120.1)
  })

  it('does not start over when the same position is told again', () => {
    const motion = new VehicleMotion()
    motion.update([vehicle(1, 120)], 0)
    motion.update([vehicle(2, 120.001)], 1_000)
    motion.update([vehicle(2, 120.001)], 1_500)
    expect(motion.place('v1', 2_000)![0]).toBeCloseTo(120.001, 6)
  })
})

describe('the ticks of a chart', () => {
  it.each([[0, 31.4], [117.2, 118.9], [-4, -4], [0, 0]])('enclose %d..%d in round steps', (low, high) => {
    const ticks = niceTicks(low, high, 5)
    expect(ticks[0]!).toBeLessThanOrEqual(low)
    expect(ticks.at(-1)!).toBeGreaterThanOrEqual(high)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
  })
})
