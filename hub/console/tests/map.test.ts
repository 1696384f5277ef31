import { describe, expect, it } from 'vitest'
import { niceTicks } from '../src/chart/ticks'

describe('the ticks of a chart', () => {
  it.each([[0, 31.4], [117.2, 118.9], [-4, -4], [0, 0]])('enclose %d..%d in round steps', (low, high) => {
    const ticks = niceTicks(low, high, 5)
    expect(ticks[0]!).toBeLessThanOrEqual(low)
    expect(ticks.at(-1)!).toBeGreaterThanOrEqual(high)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
  })
})
