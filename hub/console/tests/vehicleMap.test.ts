import { describe, expect, it } from 'vitest'
import { clustered } from '../src/map/vehicles/clusters'
import { legDuration, nearestCourse } from '../src/map/vehicles/interpolation'
import { labelled } from '../src/map/vehicles/labels'
import { lookBits, packLook, stateOf, states, type Look } from '../src/map/vehicles/look'
import { latOf, lonOf, mercatorX, mercatorY, worldSize, type Camera } from '../src/map/vehicles/mercator'
import { MovingPoints, stride } from '../src/map/vehicles/MovingPoints'
import { clusterAt, vehicleAt } from '../src/map/vehicles/pick'

const origin: [number, number] = [120.6, 31.3]
const plain: Look = { state: 'moving', kind: 'muck', alarm: false, chosen: false, arrow: true, hidden: false }
const packed = packLook(plain)
const points = (still = false) => new MovingPoints(origin, 0, still)
const camera = (zoom: number): Camera => ({ originX: 400, originY: 300, scale: worldSize(zoom), width: 800, height: 600 })
/** A place so many pixels beside the middle of the screen. */
const beside = (zoom: number, x: number, y: number): [number, number] =>
  [lonOf(mercatorX(origin[0]) + x / worldSize(zoom)), latOf(mercatorY(origin[1]) + y / worldSize(zoom))]

describe('a vehicle on the map', () => {
  it('is driven evenly from one position to the next', () => {
    const moving = points()
    moving.put('v1', 120.6, 31.3, 90, packed, 0)
    moving.put('v1', 120.601, 31.3, 90, packed, 1_000)
    expect(moving.place('v1', 1_000)![0]).toBeCloseTo(120.6, 6)
    expect(moving.place('v1', 1_500)![0]).toBeCloseTo(120.6005, 6)
    expect(moving.place('v1', 5_000)![0]).toBeCloseTo(120.601, 6)
    expect([moving.moving(1_500), moving.moving(5_000)]).toEqual([true, false])
  })

  it('goes on from where it is drawn when the next position comes early', () => {
    const moving = points()
    moving.put('v1', 120.6, 31.3, 90, packed, 0)
    moving.put('v1', 120.601, 31.3, 90, packed, 1_000)
    moving.put('v1', 120.602, 31.3, 90, packed, 1_500)
    expect(moving.place('v1', 1_500)![0]).toBeCloseTo(120.6005, 5)
  })

  it('is put down where it is after a gap instead of flying there', () => {
    const moving = points()
    moving.put('v1', 120.6, 31.3, 90, packed, 0)
    moving.put('v1', 120.7, 31.3, 90, packed, 1_000)
    expect(moving.place('v1', 1_000)![0]).toBeCloseTo(120.7, 6)
  })

  it('is put down at once for readers who want no motion', () => {
    const moving = points(true)
    moving.put('v1', 120.6, 31.3, 90, packed, 0)
    moving.put('v1', 120.601, 31.3, 90, packed, 1_000)
    expect(moving.place('v1', 1_000)![0]).toBeCloseTo(120.601, 6)
    expect(moving.moving(1_000)).toBe(false)
  })

  it('is drawn to a few centimetres though the card counts in singles', () => {
    const moving = points()
    moving.put('v1', 120.651234, 31.351234, 0, packed, 0)
    const [lon, lat] = moving.place('v1', 0)!
    expect(Math.abs(lon - 120.651234)).toBeLessThan(5e-7)
    expect(Math.abs(lat - 31.351234)).toBeLessThan(5e-7)
  })

  it('keeps its place after an hour, when times are told from a new beginning', () => {
    const moving = points()
    moving.put('v1', 120.6, 31.3, 90, packed, 0)
    moving.put('v2', 120.6, 31.3, 90, packed, 3_600_000)
    moving.put('v2', 120.601, 31.3, 90, packed, 3_601_000)
    expect(moving.place('v2', 3_601_500)![0]).toBeCloseTo(120.6005, 5)
    expect(moving.seconds(3_601_000)).toBeLessThan(10)
  })

  it('turns the short way', () => {
    expect([nearestCourse(350, 10), nearestCourse(10, 350), nearestCourse(0, 180)]).toEqual([370, -10, -180])
  })

  it('is driven no longer than two seconds, however seldom it reports', () => {
    expect([legDuration(1_000, 0.0001), legDuration(30_000, 0.0001), legDuration(null, 0), legDuration(1_000, 0.1)]).toEqual([1_000, 2_000, 0, 0])
  })

  it('leaves no hole when another is taken off the map', () => {
    const moving = points()
    for (const id of ['a', 'b', 'c']) moving.put(id, 120.6, 31.3, 0, packed, 0)
    moving.takeChanged()
    moving.drop('a')
    expect([moving.count, moving.slotOf('c'), moving.idOf(0), moving.place('a', 0)]).toEqual([2, 0, 'c', null])
    expect(moving.takeChanged()).toEqual({ from: 0, to: 0 })
  })

  it('is sent to the card only when it changed', () => {
    const moving = points()
    for (let n = 0; n < 1_000; n++) moving.put(`v${n}`, 120.6, 31.3, 0, packed, 0)
    expect(moving.takeChanged()).toEqual({ from: 0, to: 999 })
    moving.put('v500', 120.601, 31.3, 0, packed, 1)
    moving.setLook(502, packed)
    expect(moving.takeChanged()).toEqual({ from: 500, to: 500 })
    expect(moving.takeChanged()).toBeNull()
    expect(moving.data.length).toBeGreaterThanOrEqual(1_000 * stride)
  })
})

describe('the look of a vehicle', () => {
  it.each(states)('%s survives packing into a single', state => {
    const look = packLook({ ...plain, state, kind: 'other', alarm: true, chosen: true, hidden: true })
    expect(states[stateOf(Math.fround(look))]).toBe(state)
  })
})

describe('vehicles on a map that shows the whole city', () => {
  it('that lie together are one bubble, with what they do', () => {
    const moving = points()
    for (let n = 0; n < 10; n++) moving.put(`v${n}`, ...beside(10, 20 + n, 20), 0, packLook({ ...plain, state: n < 4 ? 'moving' : 'stopped', alarm: n === 0 }), 0)
    moving.put('alone', ...beside(10, -300, 0), 0, packed, 0)
    const { clusters, member } = clustered(moving, worldSize(10), 0)
    expect(clusters).toHaveLength(1)
    expect(clusters[0]).toMatchObject({ count: 10, byState: [4, 0, 6, 0, 0], alarms: 1 })
    expect([member[0], member[moving.slotOf('alone')!]]).toEqual([1, 0])
  })

  it('that the reader filters out are counted nowhere', () => {
    const moving = points()
    for (let n = 0; n < 10; n++) moving.put(`v${n}`, ...beside(10, n, 0), 0, packLook({ ...plain, hidden: n > 4 }), 0)
    expect(clustered(moving, worldSize(10), 0).clusters.reduce((sum, one) => sum + one.count, 0)).toBe(5)
  })

  it('make bubbles that do not lie on each other', () => {
    const moving = points()
    for (let n = 0; n < 2_000; n++) moving.put(`v${n}`, ...beside(10, (n * 37) % 400, (n * 91) % 400), 0, packed, 0)
    const { clusters } = clustered(moving, worldSize(10), 0)
    expect(clusters.reduce((sum, one) => sum + one.count, 0)).toBe(2_000)
    expect(clusters.length).toBeLessThan(64)
  })
})

describe('a click on the map', () => {
  it('means the nearest vehicle within a fingertip', () => {
    const moving = points()
    moving.put('near', ...beside(15, 6, 0), 0, packed, 0)
    moving.put('nearer', ...beside(15, -3, 0), 0, packed, 0)
    expect(vehicleAt(moving, camera(15), 400, 300, 0)).toBe('nearer')
    expect(vehicleAt(moving, camera(15), 440, 300, 0)).toBeNull()
  })

  it('means no vehicle that is not seen', () => {
    const moving = points()
    moving.put('hidden', ...beside(15, 0, 0), 0, packLook({ ...plain, hidden: true }), 0)
    moving.put('in a bubble', ...beside(15, 0, 0), 0, packed | lookBits.clustered, 0)
    expect(vehicleAt(moving, camera(15), 400, 300, 0)).toBeNull()
  })

  it('opens a bubble anywhere on it', () => {
    const cluster = { x: 0, y: 0, count: 100, byState: [], alarms: 0 }
    expect(clusterAt([cluster], camera(10), 412, 300)).toBe(cluster)
    expect(clusterAt([cluster], camera(10), 460, 300)).toBeNull()
  })
})

describe('the plates', () => {
  it('of the chosen one is written first, and none over another', () => {
    const moving = points()
    for (let n = 0; n < 50; n++) moving.put(`v${n}`, ...beside(16, n, 0), 0, packLook({ ...plain, chosen: n === 30 }), 0)
    moving.put('outside', ...beside(16, 5_000, 0), 0, packed, 0)
    const labels = labelled(moving, camera(16), 0)
    expect(labels.map(one => one.id)).toEqual(['v30'])
  })
})
