import { describe, expect, it, vi } from 'vitest'
import type { Vehicle } from '../src/api/types'
import { countBy, everything, passes, toggled } from '../src/vehicles/fleetFilter'
import { rowOf, type FleetRow } from '../src/vehicles/fleetRow'
import { readRow, type LiveMessage } from '../src/vehicles/liveMessage'
import { nearest } from '../src/vehicles/near'
import { trailWith, type TrailPoint } from '../src/vehicles/trail'
import { VehicleFeed } from '../src/vehicles/VehicleFeed'
import { serves, viewIn, wantedBox, type Box } from '../src/vehicles/viewport'
import { text } from './samples'

const vehicle = (changes: Partial<Vehicle> = {}): Vehicle => ({
  id: 'v1', name: text('Muck truck 5', '渣土运输车 5 号'), lat: 31.3, lon: 120.6, speedKmh: 30, courseDeg: 90, at: 1_000, health: 'online',
  kind: 'muck', plate: '苏E12345', department: 'sanitation', state: 'moving', ...changes,
})
const row = (changes: Partial<FleetRow> = {}): FleetRow => ({ ...rowOf(vehicle(), undefined), ...changes })

describe('what is told of a vehicle', () => {
  it('keeps since when it does what it does', () => {
    const first = readRow(['v1', 120.6, 31.3, 90, 30, 'moving', 1_000, 0], undefined)
    const second = readRow(['v1', 120.7, 31.3, 90, 30, 'moving', 2_000, 1], first)
    const third = readRow(['v1', 120.7, 31.3, null, 0, 'stopped', 3_000, 0], second)
    expect([first.since, second.since, third.since, second.alarm]).toEqual([1_000, 1_000, 3_000, true])
  })

  it('counts if it is newer than the list', () => {
    const live = readRow(['v1', 121, 31, null, 0, 'idle', 2_000, 0], undefined)
    expect(rowOf(vehicle({ at: 1_000 }), live)).toMatchObject({ state: 'idle', lon: 121 })
    expect(rowOf(vehicle({ at: 3_000 }), live)).toMatchObject({ state: 'moving', lon: 120.6 })
  })
})

describe('the filter of vehicles', () => {
  it.each(['苏e123', 'MUCK TRUCK', '渣土运输', 'v1'])('finds one by %s', words => {
    expect(passes(row(), { ...everything(), text: words })).toBe(true)
    expect(passes(row({ plate: null, name: text('Sweeper'), id: 'x' }), { ...everything(), text: words })).toBe(false)
  })

  it('wants all that is chosen at once', () => {
    const filter = { ...everything(), kinds: ['muck'], states: ['moving' as const] }
    expect([passes(row(), filter), passes(row({ state: 'idle' }), filter), passes(row({ kind: null }), filter)]).toEqual([true, false, false])
    expect(passes(row({ alarm: true }), { ...filter, alarms: true })).toBe(true)
  })

  it('counts what each choice would show, with the others as they are', () => {
    const rows = [row({ id: 'a' }), row({ id: 'b', kind: 'sanitation' }), row({ id: 'c', kind: null, state: 'idle' })]
    expect([...countBy(rows, { ...everything(), kinds: ['muck'] }, 'kinds')]).toEqual([['muck', 1], ['sanitation', 1], ['other', 1]])
    expect([...countBy(rows, { ...everything(), kinds: ['muck'] }, 'states')]).toEqual([['moving', 1]])
  })

  it('puts a choice in and takes it out', () => expect([toggled(['a'], 'b'), toggled(['a', 'b'], 'a')]).toEqual([['a', 'b'], ['b']]))
})

describe('the viewport', () => {
  const seen: Box = [120, 31, 121, 32]

  it('asks for more than is seen, so that a small move needs nothing new', () => {
    const asked = wantedBox(seen)
    expect(serves(asked, [120.2, 31.2, 121.2, 32.2])).toBe(true)
    expect(serves(asked, [120.5, 31, 121.5, 32])).toBe(false)
  })

  it('asks anew when it shows much less than was asked for', () => expect(serves(wantedBox(seen), [120.4, 31.4, 120.5, 31.5])).toBe(false))

  it('is read out of an address, if it is one', () => {
    expect(viewIn('120.6,31.3,14')).toEqual([120.6, 31.3, 14])
    expect([viewIn('120.6,31.3'), viewIn('a,b,c'), viewIn('200,0,3'), viewIn(undefined)]).toEqual([null, null, null, null])
  })
})

describe('the feed of a map', () => {
  const answer = (message: LiveMessage) => new Response(`event: vehicles\ndata: ${JSON.stringify(message)}\n\n`, { headers: { 'content-type': 'text/event-stream' } })

  it('asks for the box around what is seen, and hands on what comes', async () => {
    const urls: string[] = [], told: LiveMessage[] = []
    const feed = new VehicleFeed(message => { told.push(message); feed.stop() }, {
      settle: 0, onState: () => {}, onSignedOut: () => {},
      fetch: (async (url: string) => { urls.push(url); return answer({ full: true, vehicles: [], gone: [] }) }) as typeof fetch,
    })
    feed.watch([120, 31, 121, 32])
    await vi.waitFor(() => expect(told).toHaveLength(1))
    expect(urls[0]).toBe('/api/v1/vehicles/live?west=119.70000&south=30.70000&east=121.30000&north=32.30000')
  })

  it('hears nothing more of a place that the map has left', async () => {
    const told: string[] = []
    const streams: ReadableStreamDefaultController[] = []
    const feed = new VehicleFeed(message => told.push(message.gone[0]!), {
      settle: 0, onState: () => {}, onSignedOut: () => {},
      fetch: (async () => new Response(new ReadableStream({ start: controller => { streams.push(controller) } }))) as typeof fetch,
    })
    feed.watch([120, 31, 121, 32])
    await vi.waitFor(() => expect(streams).toHaveLength(1))
    feed.watch([10, 50, 11, 51])
    await vi.waitFor(() => expect(streams).toHaveLength(2))
    for (const [n, one] of streams.entries()) {
      try { one.enqueue(new TextEncoder().encode(`event: vehicles\ndata: {"full":false,"vehicles":[],"gone":["${n}"]}\n\n`)) } catch { /* closed with its request */ }
    }
    await vi.waitFor(() => expect(told).toEqual(['1']))
    feed.stop()
  })
})

describe('the trail of a vehicle', () => {
  it('grows with what is told and loses what is older than a quarter of an hour', () => {
    const old: TrailPoint[] = [[0, 1, 1], [600_000, 2, 2]]
    expect(trailWith(old, [1_000_000, 3, 3])).toEqual([[600_000, 2, 2], [1_000_000, 3, 3]])
    expect(trailWith(old, [600_000, 2, 2])).toBe(old)
  })
})

describe('the cameras near a vehicle', () => {
  it('come nearest first, none too far', () => {
    const cameras = [{ id: 'far', lat: 31.4, lon: 120.6 }, { id: 'b', lat: 31.302, lon: 120.6 }, { id: 'a', lat: 31.301, lon: 120.6 }, { id: 'nowhere', lat: null, lon: null }]
    const found = nearest(cameras, { lat: 31.3, lon: 120.6 }, 3, 1_000)
    expect(found.map(one => one.thing.id)).toEqual(['a', 'b'])
    expect(found[0]!.metres).toBeCloseTo(111, 0)
  })
})
