import { describe, expect, it } from 'vitest'
import type { TrackPoint } from '../src/api/vehicles'
import { advanced, clockOf, geared, movedTo, toggled } from '../src/vehicles/replay/ReplayClock'
import { bandOf, simplified, speedCurve, speedLines } from '../src/vehicles/replay/line'
import { Track } from '../src/vehicles/replay/Track'

describe('the clock of a replay', () => {
  it('runs as many times faster as was chosen, and stops at the end', () => {
    const playing = toggled({ ...clockOf(0, 100_000), speed: 4 })
    expect(advanced(playing, 1_000)).toMatchObject({ at: 4_000, playing: true })
    expect(advanced(playing, 60_000)).toMatchObject({ at: 100_000, playing: false })
  })

  it('stands while it is not played', () => expect(advanced(clockOf(0, 100), 50).at).toBe(0))
  it('begins anew from the end', () => expect(toggled(movedTo(clockOf(0, 100), 100))).toMatchObject({ at: 0, playing: true }))
  it('goes nowhere outside its time', () => expect([movedTo(clockOf(10, 20), 5).at, movedTo(clockOf(10, 20), 50).at]).toEqual([10, 20]))
  it('knows no speed beyond the fastest', () => {
    const fastest = { ...clockOf(0, 1), speed: 64 as const }
    expect([geared(fastest, 1).speed, geared(fastest, -1).speed, geared({ ...fastest, speed: 1 }, -1).speed]).toEqual([64, 32, 1])
  })
})

describe('a track', () => {
  const track = new Track([[0, 120, 31, 0, 350], [10_000, 120.001, 31, 20, 10], [1_000_000, 120.1, 31, 40, 90]])

  it('knows where it was between two fixes', () => {
    const moment = track.at(5_000)!
    expect(moment.lon).toBeCloseTo(120.0005, 9)
    expect(moment).toMatchObject({ kmh: 10, course: 360, known: true })
  })

  it('does not pretend to know where it was while it was not heard', () => expect(track.at(500_000)).toMatchObject({ lon: 120.001, known: false }))
  it('stands before its first and after its last fix', () => expect([track.at(-5)!.lon, track.at(2_000_000)!.lon]).toEqual([120, 120.1]))
  it('without fixes was nowhere', () => expect(new Track([]).at(0)).toBeNull())

  it('finds a moment among a day of seconds', () => {
    const day = new Track(Array.from({ length: 86_400 }, (_, n): TrackPoint => [n * 1000, 120 + n * 1e-5, 31, 30, 90]))
    expect(day.indexAt(43_200_500)).toBe(43_200)
  })
})

describe('the line of a track', () => {
  it('needs only the corners of a straight way', () => {
    const corner: TrackPoint[] = [...Array.from({ length: 50 }, (_, n): TrackPoint => [n, 120 + n * 0.0001, 31, 30]), ...Array.from({ length: 50 }, (_, n): TrackPoint => [50 + n, 120.005, 31 + n * 0.0001, 30])]
    expect(simplified(corner, 0, 99)).toEqual([0, 50, 99])
  })

  it('stays within two metres of every fix', () => {
    const curve = Array.from({ length: 2_000 }, (_, n): TrackPoint => [n, 120 + Math.cos(n / 300) * 0.01, 31 + Math.sin(n / 300) * 0.01, 30])
    const kept = simplified(curve, 0, curve.length - 1)
    expect(kept.length).toBeLessThan(150)
    const shrink = Math.cos(31 * Math.PI / 180)
    for (const [x, y] of curve.map(one => [one[1] * shrink, one[2]] as const)) {
      const off = Math.min(...kept.slice(1).map((end, n) => {
        const [ax, ay, bx, by] = [curve[kept[n]!]![1] * shrink, curve[kept[n]!]![2], curve[end]![1] * shrink, curve[end]![2]]
        const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)))
        return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
      }))
      expect(off).toBeLessThan(0.000021)
    }
  })

  it('is cut by speed without a hole, and ends at a gap', () => {
    const lines = speedLines([[0, 1, 1, 10], [1_000, 2, 1, 10], [2_000, 3, 1, 50], [3_000, 4, 1, 50], [900_000, 9, 1, 50], [901_000, 10, 1, 50]])
    expect(lines.features.map(one => [one.properties!.band, one.geometry.coordinates])).toEqual([
      [1, [[[1, 1], [3, 1]]]],
      [3, [[[3, 1], [4, 1]], [[9, 1], [10, 1]]]],
    ])
  })

  it('has a colour for every speed', () => expect([null, 0, 5, 39.9, 60, 200].map(bandOf)).toEqual([0, 0, 1, 2, 4, 4]))

  it('keeps the highest speed of each column of its curve', () => {
    expect(speedCurve([[0, 0, 0, 10], [10, 0, 0, 50], [20, 0, 0, 20], [99, 0, 0, 5]], 0, 100, 4)).toEqual([50, null, null, 5])
  })
})
