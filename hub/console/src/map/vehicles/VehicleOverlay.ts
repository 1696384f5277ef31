import type { Map as MapLibre } from 'maplibre-gl'
import type { LiveVehicle } from '../../vehicles/liveMessage'
import { clustered, type Cluster } from './clusters'
import { labelled, type Label } from './labels'
import { lookBits, packLook, type KnownKind } from './look'
import { worldSize, type Camera } from './mercator'
import { MovingPoints } from './MovingPoints'
import { clusterAt, vehicleAt } from './pick'
import { PointCanvas } from './PointCanvas'
import { SignCanvas } from './SignCanvas'

/** Below this zoom vehicles that lie close together are one bubble. */
export const clusterBelow = 12.5
/** From this zoom on plates are written. */
const plateFrom = 14.5
/** Bubbles are made anew so often, and plates chosen anew; milliseconds. */
const clusterEvery = 1_000
const plateEvery = 500
/** A bubble is made anew at once when the zoom has changed so much. */
const zoomStep = 0.2
/** While all are in bubbles, nothing moves that anybody could see. */
const bubblesEvery = 250
/** A machine whose pictures take longer than this shows fewer of them, so that buttons still answer; milliseconds. */
const slow = 24
/** How long the ring of an alarm takes to spread. */
const pulseLength = 1_600

/** What the overlay asks about a vehicle that it does not know by itself. */
export interface VehicleFacts {
  kind: (id: string) => KnownKind | 'other'
  label: (id: string) => string
  /** Whether it passes the filter of the reader. */
  shown: (vehicle: LiveVehicle) => boolean
}

/** Half the size of a vehicle, pixels. */
export const sizeAt = (zoom: number): number => Math.min(13, Math.max(4.2, 4.2 + (zoom - 11.5) * 1.9))

/** Vehicles on a map: points that move, bubbles when there is no room for points, plates when there is room for them. */
export class VehicleOverlay {
  private readonly points: MovingPoints
  private readonly canvas = new PointCanvas()
  private readonly signs = new SignCanvas()
  private readonly vehicles = new Map<string, LiveVehicle>()
  private clusters: Cluster[] = []
  private labels: Label[] = []
  private clusteredAt = -Infinity
  private clusteredZoom = 0
  private labelledAt = -Infinity
  private alarms = 0
  private chosen: string | null = null
  private visible = true
  private dirty = true
  private frame = 0
  private drawnAt = -Infinity
  private measuring = false
  /** How long a picture takes until the next can be drawn, smoothed. */
  private cost = 16
  private readonly onRender = () => this.draw(performance.now())

  constructor(private readonly map: MapLibre, origin: [number, number], private readonly facts: VehicleFacts, private readonly still: boolean) {
    this.points = new MovingPoints(origin, performance.now(), still)
    // Right after the map's own picture: incidents, which are buttons, lie above.
    map.getCanvas().after(this.canvas.canvas, this.signs.canvas)
    map.on('render', this.onRender)
    this.frame = requestAnimationFrame(this.step)
  }

  /** Vehicles that are on the map. */
  get count(): number { return this.points.count }
  /** Every vehicle as it was last told. */
  vehicle(id: string): LiveVehicle | undefined { return this.vehicles.get(id) }
  /** Where it is drawn now. */
  place(id: string): [number, number] | null { return this.points.place(id, performance.now()) }

  take(vehicles: readonly LiveVehicle[], gone: readonly string[]): void {
    const now = performance.now()
    for (const one of vehicles) {
      this.vehicles.set(one.id, one)
      this.points.put(one.id, one.lon, one.lat, one.course, this.look(one), now)
    }
    for (const id of gone) {
      this.vehicles.delete(id)
      this.points.drop(id)
    }
    this.changed()
  }

  /** All there is in the viewport: whoever is not among them has left. */
  takeAll(vehicles: readonly LiveVehicle[]): void {
    const kept = new Set(vehicles.map(one => one.id))
    this.take(vehicles, [...this.vehicles.keys()].filter(id => !kept.has(id)))
  }

  /** The filter, the kinds or the language changed. */
  refresh(): void {
    for (const one of this.vehicles.values()) this.relook(one)
    this.clusteredAt = this.labelledAt = -Infinity
    this.changed()
  }

  choose(id: string | null): void {
    const before = this.chosen
    this.chosen = id
    for (const one of [before, id]) {
      const vehicle = one === null ? undefined : this.vehicles.get(one)
      if (vehicle) this.relook(vehicle)
    }
    this.labelledAt = -Infinity
    this.changed()
  }

  show(visible: boolean): void {
    this.visible = visible
    for (const one of [this.canvas.canvas, this.signs.canvas]) one.style.display = visible ? '' : 'none'
    this.changed()
  }

  at(point: { x: number; y: number }): { vehicle: string } | { cluster: [number, number] } | null {
    if (!this.visible) return null
    const now = performance.now(), camera = this.camera()
    const cluster = clusterAt(this.clusters, camera, point.x, point.y)
    if (cluster) return { cluster: this.points.absolute(cluster.x, cluster.y) }
    const vehicle = vehicleAt(this.points, camera, point.x, point.y, now)
    return vehicle === null ? null : { vehicle }
  }

  remove(): void {
    cancelAnimationFrame(this.frame)
    this.map.off('render', this.onRender)
    this.canvas.remove()
    this.signs.remove()
  }

  /** Draws only while something moves; a map at rest costs nothing. */
  private readonly step = (now: number) => {
    this.frame = requestAnimationFrame(this.step)
    // A map that moves draws by itself.
    if (!this.visible || document.hidden || this.map.isMoving()) return
    const since = now - this.drawnAt
    if (this.measuring) this.cost += (Math.min(500, since) - this.cost) / 8
    this.measuring = false
    const bubbles = this.map.getZoom() < clusterBelow
    if (since < (bubbles ? bubblesEvery : this.cost > slow ? 2 * this.cost : 0)) return
    const pulsing = this.alarms > 0 && !this.still && !bubbles
    if (!this.dirty && !pulsing && !this.points.moving(now)) return
    this.drawnAt = now
    this.measuring = true
    this.draw(now)
  }

  private draw(now: number): void {
    if (!this.visible) return
    this.dirty = false
    const zoom = this.map.getZoom(), camera = this.camera(), size = sizeAt(zoom)
    this.group(zoom, now)
    if (zoom >= plateFrom && now - this.labelledAt >= plateEvery) {
      this.labelledAt = now
      this.labels = labelled(this.points, camera, now)
    } else if (zoom < plateFrom) {
      this.labels = []
    }
    this.canvas.draw(this.points, camera, size, now, this.still ? 0.2 : now % pulseLength / pulseLength)
    this.signs.draw(camera, this.clusters, this.labels.flatMap(one => this.moved(one, camera, now)), this.facts.label, size)
  }

  /** Makes the bubbles, or takes them away. */
  private group(zoom: number, now: number): void {
    const wanted = zoom < clusterBelow
    if (!wanted && this.clusters.length === 0) return
    if (wanted && now - this.clusteredAt < clusterEvery && Math.abs(zoom - this.clusteredZoom) < zoomStep) return
    this.clusteredAt = now
    this.clusteredZoom = zoom
    const { clusters, member } = wanted ? clustered(this.points, worldSize(zoom), now) : { clusters: [], member: new Uint8Array(this.points.count) }
    this.clusters = clusters
    for (let slot = 0; slot < this.points.count; slot++) {
      const look = this.points.lookOf(slot)
      this.points.setLook(slot, member[slot] ? look | lookBits.clustered : look & ~lookBits.clustered)
    }
  }

  private moved(label: Label, camera: Camera, now: number): Label[] {
    const slot = this.points.slotOf(label.id)
    return slot === undefined ? [] : [{
      id: label.id, x: camera.originX + this.points.x(slot, now) * camera.scale, y: camera.originY + this.points.y(slot, now) * camera.scale,
    }]
  }

  private look(one: LiveVehicle): number {
    return packLook({
      state: one.state, kind: this.facts.kind(one.id), alarm: one.alarm, chosen: one.id === this.chosen,
      arrow: one.course !== null && one.state === 'moving', hidden: !this.facts.shown(one),
    })
  }
  private relook(one: LiveVehicle): void {
    const slot = this.points.slotOf(one.id)
    if (slot !== undefined) this.points.setLook(slot, this.look(one) | this.points.lookOf(slot) & lookBits.clustered)
  }
  private changed(): void {
    this.dirty = true
    this.canvas.canvas.dataset.vehicles = String(this.points.count)
    this.alarms = 0
    for (const one of this.vehicles.values()) if (one.alarm) this.alarms++
  }

  private camera(): Camera {
    const origin = this.map.project(this.points.origin)
    const { clientWidth: width, clientHeight: height } = this.map.getCanvas()
    return { originX: origin.x, originY: origin.y, scale: worldSize(this.map.getZoom()), width, height }
  }
}
