import { computed, ref } from 'vue'
import type { Point, Zone } from '../api/hub'
import { isTime } from './zoneHours'

/** A zone is an area from so many corners on; the hub takes no more than `mostCorners` and `mostZones`. */
const leastCorners = 3
const mostCorners = 64
const mostZones = 32
const mostSteps = 100

export type ZoneFault = 'name' | 'unique' | 'dwell' | 'hours' | 'whole'

const within = (value: number): number => Math.min(1, Math.max(0, value))
const onPicture = ({ x, y }: Point): Point => ({ x: within(x), y: within(y) })
const copy = (zones: Zone[]): Zone[] => zones.map(one => ({
  ...one,
  polygon: one.polygon.map(corner => ({ ...corner })),
  ...(one.hours && { hours: one.hours.map(span => ({ ...span, days: [...span.days] })) }),
}))

/** Whether a rule holds in it; in the others nothing is looked at. */
export const isWatched = (zone: Zone): boolean => zone.purpose === 'dumping' || zone.purpose === 'occupancy'

/** Zones being drawn over a picture: every change of a shape can be undone. */
export function useZoneEditor(stored: Zone[]) {
  const zones = ref<Zone[]>(copy(stored))
  const chosen = ref<number | null>(stored.length ? 0 : null)
  /** Corners of the zone being drawn; null when none is. */
  const drawing = ref<Point[] | null>(null)
  const past = ref<{ zones: Zone[]; chosen: number | null; drawing: Point[] | null }[]>([])

  const zone = computed(() => chosen.value === null ? null : zones.value[chosen.value] ?? null)
  const changed = computed(() => drawing.value !== null || JSON.stringify(zones.value) !== JSON.stringify(stored))
  const canDraw = computed(() => drawing.value === null && zones.value.length < mostZones)
  const canFinish = computed(() => (drawing.value?.length ?? 0) >= leastCorners)
  const canUndo = computed(() => past.value.length > 0)

  function remember(): void {
    past.value.push({ zones: copy(zones.value), chosen: chosen.value, drawing: drawing.value && [...drawing.value] })
    if (past.value.length > mostSteps) past.value.shift()
  }
  function undo(): void {
    const last = past.value.pop()
    if (!last) return
    zones.value = last.zones
    chosen.value = last.chosen
    drawing.value = last.drawing
  }

  function draw(): void {
    if (!canDraw.value) return
    remember()
    drawing.value = []
  }
  function addCorner(corner: Point): void {
    if (!drawing.value || drawing.value.length >= mostCorners) return
    remember()
    drawing.value.push(onPicture(corner))
  }
  /** Makes what was drawn a zone with a name of its own and chooses it. */
  function finish(nameOf: (n: number) => string, dwellSeconds = 60): void {
    if (!canFinish.value) return
    remember()
    const taken = new Set(zones.value.map(one => one.name))
    let n = zones.value.length + 1
    while (taken.has(nameOf(n))) n++
    zones.value.push({ name: nameOf(n), purpose: 'dumping', polygon: drawing.value!, dwellSeconds })
    chosen.value = zones.value.length - 1
    drawing.value = null
  }
  function cancel(): void {
    if (!drawing.value) return
    remember()
    drawing.value = null
  }

  /** Before a corner is dragged, so that undo takes back the whole drag. */
  const grab = remember
  function moveCorner(index: number, to: Point): void {
    const corner = zone.value?.polygon[index]
    if (corner) Object.assign(corner, onPicture(to))
  }
  /** An area keeps its last three corners. */
  function removeCorner(index: number): void {
    if (!zone.value || zone.value.polygon.length <= leastCorners) return
    remember()
    zone.value.polygon.splice(index, 1)
  }
  function remove(): void {
    if (chosen.value === null) return
    remember()
    zones.value.splice(chosen.value, 1)
    chosen.value = zones.value.length ? Math.min(chosen.value, zones.value.length - 1) : null
  }

  /** What the hub would refuse in a zone. */
  function faultsOf(one: Zone): ZoneFault[] {
    const name = one.name.trim()
    return [
      ...(name === '' ? ['name' as const] : []),
      ...(zones.value.filter(other => other.name.trim() === name).length > 1 ? ['unique' as const] : []),
      ...(one.dwellSeconds > 0 && one.dwellSeconds <= 86_400 ? [] : ['dwell' as const]),
      ...(one.hours?.every(span => isTime(span.from) && isTime(span.to)) ?? true ? [] : ['hours' as const]),
      // The whole picture can be watched, but not left out.
      ...(one.polygon.length === 0 && !isWatched(one) ? ['whole' as const] : []),
    ]
  }
  const faulty = computed(() => zones.value.findIndex(one => faultsOf(one).length > 0))
  const result = () => copy(zones.value).map(one => ({ ...one, name: one.name.trim() }))

  return {
    zones, chosen, drawing, zone, changed, canDraw, canFinish, canUndo, faulty,
    undo, draw, addCorner, finish, cancel, grab, moveCorner, removeCorner, remove, faultsOf, result,
  }
}

export type ZoneEditor = ReturnType<typeof useZoneEditor>
