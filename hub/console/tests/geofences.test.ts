import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Corner, FenceShape, Geofence } from '../src/api/geofences'
import { faultsIn, fieldOf, inputOf, newFence } from '../src/fences/form'
import { boundsOf, crossesItself, drawn, handlesOf, isWhole, metresApart, middlesOf, ringsOf, withCorner, withMiddle, withoutCorner } from '../src/fences/shape'
import { useFenceEditor } from '../src/fences/useFenceEditor'
import { fakeHub, problem, text } from './samples'

const square: FenceShape = { type: 'polygon', points: [[120, 31], [120.01, 31], [120.01, 31.01], [120, 31.01]] }
const circle: FenceShape = { type: 'circle', centre: [120, 31], radiusM: 200 }
const way: FenceShape = { type: 'corridor', points: [[120, 31], [120.01, 31], [120.01, 31.01]], widthM: 60 }
const fence = (changes: Partial<Geofence> = {}): Geofence =>
  ({ ...newFence(square), id: 'f1', version: 4, name: text('Dump site', '消纳场'), kind: 'dump_site', ...changes })

/** Metres from a place to the nearest of some corners. */
const nearest = (ring: readonly Corner[], at: Corner) => Math.min(...ring.map(one => metresApart(one, at)))

describe('the outline of a geofence', () => {
  it('of a circle lies everywhere as far from the middle', () => {
    for (const corner of ringsOf(circle)[0]!) expect(metresApart([120, 31], corner)).toBeCloseTo(200, 1)
  })

  it('of a corridor lies half its width beside the way, around its ends and its corners', () => {
    const [ring] = ringsOf(way)
    expect(ring![0]).toEqual(ring!.at(-1))
    for (const corner of ring!) {
      const off = nearest(Array.from({ length: 400 }, (_, n): Corner => n < 200 ? [120 + n / 20_000, 31] : [120.01, 31 + (n - 200) / 20_000]), corner)
      expect(off).toBeGreaterThan(28)
      expect(off).toBeLessThan(43)
    }
    expect(nearest(ring!, [120 - 30 / 95_415, 31])).toBeLessThan(6)
  })

  it('of what is not whole yet is none', () => {
    expect([ringsOf({ type: 'polygon', points: square.type === 'polygon' ? square.points.slice(0, 2) : [] }), ringsOf({ ...circle, radiusM: 0 })]).toEqual([[], []])
  })

  it('has bounds', () => expect(boundsOf(square)).toEqual([120, 31, 120.01, 31.01]))
})

describe('the corners of a geofence', () => {
  it('are dragged one by one, to a tenth of a metre', () => {
    expect(withCorner(square, 1, [120.0212345678, 31])).toMatchObject({ points: [[120, 31], [120.021235, 31], [120.01, 31.01], [120, 31.01]] })
  })

  it('are pulled out of the middle of a side, of the last one too', () => {
    expect(middlesOf(square)).toHaveLength(4)
    expect(middlesOf(way)).toHaveLength(2)
    expect(withMiddle(square, 3, [119.99, 31.005])).toMatchObject({ points: [...(square.type === 'polygon' ? square.points : []), [119.99, 31.005]] })
  })

  it('are taken away until the shape would be none', () => {
    const triangle = withoutCorner(square, 0)
    expect(triangle).toMatchObject({ points: [[120.01, 31], [120.01, 31.01], [120, 31.01]] })
    expect(withoutCorner(triangle, 0)).toBe(triangle)
  })

  it('of a circle are its middle and its rim', () => {
    const [, rim] = handlesOf(circle)
    expect(metresApart([120, 31], rim!)).toBeCloseTo(200, 3)
    expect(withCorner(circle, 1, [120.01, 31])).toMatchObject({ radiusM: 954 })
    expect(withCorner(circle, 0, [121, 31])).toMatchObject({ centre: [121, 31], radiusM: 200 })
  })
})

describe('drawing', () => {
  it('is whole with enough corners', () => {
    const clicks: Corner[] = [[120, 31], [120.01, 31], [120.01, 31.01]]
    expect([1, 2, 3].map(n => isWhole(drawn('polygon', clicks.slice(0, n))))).toEqual([false, false, true])
    expect([1, 2].map(n => isWhole(drawn('circle', clicks.slice(0, n))))).toEqual([false, true])
    expect([1, 2].map(n => isWhole(drawn('corridor', clicks.slice(0, n))))).toEqual([false, true])
  })

  it('notices a border that crosses itself', () => {
    expect(crossesItself(square)).toBe(false)
    expect(crossesItself({ type: 'polygon', points: [[120, 31], [120.01, 31.01], [120.01, 31], [120, 31.01]] })).toBe(true)
  })
})

describe('the form of a geofence', () => {
  it('says at each field what the hub would refuse', () => {
    expect(faultsIn({ ...newFence(square), kind: 'route', enterDwellS: -1, speedLimitKmh: 0 })).toEqual({ name: 'names', shape: 'routeShape', enterDwellS: 'number', speedLimitKmh: 'number' })
    expect(faultsIn(inputOf(fence()))).toEqual({})
  })

  it.each([
    ['shape.points: the border crosses itself (side 1 and side 3); put the corners in order.', 'shape'],
    ['name：请填写中文（zh）和英文（en）名称。', 'name'],
    ["The value of 'enterDwellS' is wrong: it must be 0..3600.", 'enterDwellS'],
  ])('finds the field in “%s”', (detail, field) => expect(fieldOf(detail)?.field).toBe(field))

  it('finds no field where none is named', () => expect(fieldOf('Somebody else changed the geofence meanwhile.')).toBeNull())
})

describe('the editor of geofences', () => {
  afterEach(() => vi.unstubAllGlobals())
  const stub = (answers: Parameters<typeof fakeHub>[0]) => {
    const hub = fakeHub({ 'GET /geofences': { items: [fence()], next: null }, ...answers })
    vi.stubGlobal('fetch', hub.fetch)
    return hub
  }

  it('draws a new one, names it and keeps it', async () => {
    const { calls } = stub({ 'POST /geofences': fence({ id: 'f2', version: 1 }) })
    const editor = useFenceEditor()
    await editor.load()
    editor.draw('polygon')
    for (const corner of [[120, 31], [120.01, 31], [120.01, 31.01]] as Corner[]) editor.click(corner)
    editor.finish()
    expect(await editor.save()).toBeNull()
    expect(editor.faults.value).toEqual({ name: 'names' })
    editor.change({ name: text('New', '新') })
    expect(await editor.save()).toMatchObject({ id: 'f2' })
    expect(calls.at(-1)).toMatchObject({ method: 'POST', body: { name: text('New', '新'), shape: { type: 'polygon' } } })
    expect([editor.chosen.value, editor.dirty.value, editor.fences.value.length]).toEqual(['f2', false, 2])
  })

  it('goes back step by step; a drag is one step', async () => {
    stub({})
    const editor = useFenceEditor()
    await editor.load()
    editor.open('f1')
    editor.change({ shape: withCorner(square, 0, [120.001, 31]) }, true)
    editor.change({ shape: withCorner(square, 0, [120.002, 31]) }, false)
    editor.change({ enterDwellS: 60 })
    editor.undo()
    expect(editor.draft.value).toMatchObject({ enterDwellS: 10, shape: { points: [[120.002, 31], [120.01, 31], [120.01, 31.01], [120, 31.01]] } })
    editor.undo()
    expect([editor.draft.value!.shape, editor.dirty.value, editor.canUndo.value]).toEqual([square, false, false])
  })

  it('takes back the last click while it draws', () => {
    const editor = useFenceEditor()
    editor.draw('corridor')
    editor.click([120, 31])
    editor.click([121, 31])
    editor.undo()
    expect(editor.clicks.value).toEqual([[120, 31]])
  })

  it('sends the version it has seen, and shows at the field what the hub refused', async () => {
    const { calls } = stub({ 'PUT /geofences/f1': () => problem(422, 'invalid_input', "enterDwellS: at most 3600 seconds.") })
    const editor = useFenceEditor()
    await editor.load()
    editor.open('f1')
    editor.change({ enterDwellS: 9_999 })
    expect(await editor.save()).toBeNull()
    expect(calls.at(-1)).toMatchObject({ method: 'PUT', body: { id: 'f1', version: 4, enterDwellS: 9_999 } })
    expect(editor.refused.value).toEqual({ enterDwellS: 'at most 3600 seconds.' })
    editor.change({ enterDwellS: 60 })
    expect(editor.refused.value).toEqual({})
  })

  it('shows above the form what is about no field', async () => {
    stub({ 'PUT /geofences/f1': () => problem(409, 'geofence_changed', 'Somebody else changed the geofence meanwhile.') })
    const editor = useFenceEditor()
    await editor.load()
    editor.open('f1')
    editor.change({ enabled: false })
    await editor.save()
    expect(editor.refused.value).toEqual({ '': 'Somebody else changed the geofence meanwhile.' })
    expect(editor.draft.value!.enabled).toBe(false)
  })
})
