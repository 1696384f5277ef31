import { describe, expect, it, vi } from 'vitest'
import { bucketFor } from '../src/chart/bucket'
import { areaPath, bandPath, linePath, nearest, runs } from '../src/chart/paths'
import { linear, timeTicks, zoneOffset } from '../src/chart/scale'
import { extent, roomy } from '../src/chart/series'
import { usePlotZoom } from '../src/chart/usePlotZoom'
import { keyZoom, panBy, shortest, spanned, within, zoomAt } from '../src/chart/zoom'
import { fromLocal, toLocal } from '../src/time/local'

const minute = 60_000
const hour = 60 * minute
const limits = { from: 0, to: 100 * hour }

describe('a scale', () => {
  it('maps a range onto pixels and back', () => {
    const scale = linear({ from: 10, to: 20 }, 50, 250)
    expect([scale.px(10), scale.px(15), scale.px(20)]).toEqual([50, 150, 250])
    expect(scale.value(150)).toBe(15)
  })

  it('upside down grows towards the top', () => expect(linear({ from: 0, to: 10 }, 200, 0).px(10)).toBe(0))

  it('of a range without length does not divide by nothing', () => expect(linear({ from: 5, to: 5 }, 0, 100).px(5)).toBe(0))
})

describe('the moments named on the axis', () => {
  it('are round and inside the range', () => {
    const ticks = timeTicks({ from: 7 * minute, to: 68 * minute }, 6)
    expect(ticks).toEqual([15, 30, 45, 60].map(one => one * minute))
  })

  it('begin days at midnight of the city, not of Greenwich', () => {
    const offset = zoneOffset(Date.UTC(2026, 10, 25), 'Asia/Shanghai')
    expect(offset).toBe(8 * hour)
    const [first] = timeTicks({ from: Date.UTC(2026, 10, 25), to: Date.UTC(2026, 10, 28) }, 3, offset)
    expect(new Date(first!).toISOString()).toBe('2026-11-25T16:00:00.000Z')
  })
})

describe('zooming', () => {
  it('keeps the moment under the pointer where it is', () => {
    const range = zoomAt({ from: 10 * hour, to: 20 * hour }, 12 * hour, 0.5, limits)
    expect(range).toEqual({ from: 11 * hour, to: 16 * hour })
  })

  it('does not go beyond the limits, nor closer than says anything', () => {
    expect(within({ from: -5 * hour, to: 5 * hour }, limits)).toEqual({ from: 0, to: 10 * hour })
    expect(within({ from: 95 * hour, to: 105 * hour }, limits)).toEqual({ from: 90 * hour, to: 100 * hour })
    expect(within({ from: -hour, to: 900 * hour }, limits)).toEqual(limits)
    const tiny = zoomAt({ from: hour, to: hour + shortest }, hour, 0.1, limits)
    expect(tiny.to - tiny.from).toBe(shortest)
  })

  it('moves by a share of what is seen and stops at the end', () => {
    expect(panBy({ from: 0, to: 8 * hour }, 0.25, limits)).toEqual({ from: 2 * hour, to: 10 * hour })
    expect(panBy({ from: 92 * hour, to: 100 * hour }, 0.25, limits)).toEqual({ from: 92 * hour, to: 100 * hour })
  })

  it('takes a span drawn in either direction', () => {
    expect(spanned(5 * hour, 3 * hour, limits)).toEqual({ from: 3 * hour, to: 5 * hour })
  })

  it.each([['+', { from: 3 * hour, to: 5 * hour }], ['-', { from: 0, to: 8 * hour }], ['ArrowRight', { from: 3 * hour, to: 7 * hour }], ['0', 'reset'], ['q', null]])('by the key %s', (key, is) => {
    expect(keyZoom(key, { from: 2 * hour, to: 6 * hour }, limits)).toEqual(is)
  })

  const plot = () => {
    const zoom = vi.fn(), reset = vi.fn()
    const range = { from: 0, to: 10 * hour }
    const hands = usePlotZoom({ range: () => range, limits: () => limits, scale: () => linear(range, 0, 1000), offset: event => event.clientX, zoom, reset })
    return { ...hands, zoom, reset }
  }
  const at = (clientX: number) => ({ clientX, button: 0, pointerType: 'mouse', currentTarget: {} }) as unknown as PointerEvent

  it('by a drag looks into what was drawn', () => {
    const { down, move, up, zoom, drawn } = plot()
    down(at(200))
    move(at(500))
    expect(drawn.value).toEqual([2 * hour, 5 * hour])
    up(at(500))
    expect(zoom).toHaveBeenCalledWith({ from: 2 * hour, to: 5 * hour })
    expect(drawn.value).toBeNull()
  })

  it('is not begun by a click', () => {
    const { down, move, up, zoom } = plot()
    down(at(200))
    move(at(203))
    up(at(203))
    expect(zoom).not.toHaveBeenCalled()
  })

  it('by the wheel lets the page scroll where there is nothing further out', () => {
    const whole = { from: 0, to: 100 * hour }
    const zoom = vi.fn(), preventDefault = vi.fn()
    const { wheel } = usePlotZoom({ range: () => whole, limits: () => limits, scale: () => linear(whole, 0, 1000), offset: () => 500, zoom, reset: () => {} })
    wheel({ deltaY: 100, preventDefault } as unknown as WheelEvent)
    expect([zoom.mock.calls.length, preventDefault.mock.calls.length]).toEqual([0, 0])
    wheel({ deltaY: -100, preventDefault } as unknown as WheelEvent)
    expect([zoom.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 1])
  })
})

describe('the bucket that is asked for', () => {
  it.each([
    [10 * minute, 800, undefined], [15 * minute, 800, 5_000], [hour, 800, 15_000], [24 * hour, 800, 5 * minute], [7 * 24 * hour, 800, hour], [30 * 24 * hour, 1200, 2 * hour],
  ])('of %d ms on %d pixels is %s', (length, width, bucket) => {
    expect(bucketFor({ from: 0, to: length }, width)).toBe(bucket)
  })

  it('never gives a point less room than it needs to be seen', () => {
    for (const length of [2 * hour, 9 * hour, 50 * hour, 400 * hour]) {
      const points = length / bucketFor({ from: 0, to: length }, 700)!
      expect(700 / points).toBeGreaterThanOrEqual(2.5)
    }
  })
})

describe('what is drawn', () => {
  const x = linear({ from: 0, to: 100 }, 0, 100), y = linear({ from: 0, to: 10 }, 100, 0)
  const steady = [0, 1, 2, 3, 4, 5].map(one => [one, 5])

  it('is not joined across a gap', () => {
    const points = [...steady, [90, 5], [91, 5]]
    expect(runs(points).map(run => run.length)).toEqual([6, 2])
    expect(linePath(points, x, y).match(/M/g)).toHaveLength(2)
  })

  it('shows a point that stands alone', () => expect(linePath([...steady, [90, 5]], x, y)).toContain('h2'))

  it('fills between least and most only where both are known', () => {
    expect(bandPath(steady, x, y, 2, 3)).toBe('')
    expect(bandPath([[0, 5, 4, 6], [1, 5, 3, 7]], x, y, 2, 3)).toBe('M0.0 40.0L1.0 30.0L1.0 70.0L0.0 60.0Z')
  })

  it('ends an area at the base', () => expect(areaPath(steady.slice(0, 2), x, y, 100)).toBe('M0.0 50.0L1.0 50.0L1.0 100.0L0.0 100.0Z'))

  it('finds the point under the pointer', () => {
    expect(nearest([[0, 1], [10, 2], [20, 3]], 14)).toEqual([10, 2])
    expect(nearest([[0, 1], [10, 2], [20, 3]], 999)).toEqual([20, 3])
    expect(nearest([], 5)).toBeNull()
  })

  it('makes room for spreads, expected bands and the limit', () => {
    const line = { key: 'a', name: 'A', colour: '', points: [[0, 5, 4, 6]], expected: [[0, 5, 1, 9]] }
    expect(extent([line], 12)).toEqual([1, 12])
  })

  it('gives a line that does not move an axis close to it', () => {
    expect(roomy([90, 90])).toEqual([88.2, 91.8])
    expect(roomy([1, 2])).toEqual([1, 2])
  })
})

describe('a time typed on the city’s clocks', () => {
  it('is the moment at which they show it', () => {
    expect(fromLocal('2026-11-25T08:30', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 25, 0, 30))
    expect(toLocal(Date.UTC(2026, 10, 25, 0, 30), 'Asia/Shanghai')).toBe('2026-11-25T08:30')
  })

  it('is right beside a change of clocks', () => {
    expect(new Date(fromLocal('2026-03-29T03:30', 'Europe/Berlin')!).toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(new Date(fromLocal('2026-03-29T01:30', 'Europe/Berlin')!).toISOString()).toBe('2026-03-29T00:30:00.000Z')
  })

  it('may be none at all', () => expect(fromLocal('tomorrow', 'Asia/Shanghai')).toBeNull())
})
