import { computed, ref, shallowRef, watch } from 'vue'
import { alarmCalls, vehicleCalls } from '../../api'
import type { Alarm } from '../../api/alarms'
import type { TrackPoint, VehicleDetail, VehicleEvent, VehicleStop, VehicleTrip } from '../../api/vehicles'
import { fetchAll } from '../../lists/fetchAll'
import { Track } from './Track'

/** A day is asked for in parts, side by side: each is small enough for one answer. */
const part = 4 * 3_600_000
const mostAlarms = 400

/** A vehicle over a stretch of time: its fixes, trips, stops, events and alarms. */
export function useVehicleReplay(wanted: () => { id: string; from: number; to: number }) {
  const track = shallowRef(new Track([]))
  const trips = shallowRef<VehicleTrip[]>([])
  const stops = shallowRef<VehicleStop[]>([])
  const events = shallowRef<VehicleEvent[]>([])
  const alarms = shallowRef<Alarm[]>([])
  const detail = shallowRef<VehicleDetail | null>(null)
  const loading = ref(false)
  const failure = ref('')

  async function fetchTrack(id: string, from: number, to: number): Promise<TrackPoint[]> {
    const starts: number[] = []
    for (let start = from; start < to; start += part) starts.push(start)
    const parts = await Promise.all(starts.map(start => vehicleCalls.track(id, start, Math.min(to, start + part))))
    // The end of one part may be told again as the begin of the next.
    let last = -Infinity
    return parts.flatMap(one => one.points).filter(([at]) => at > last && ((last = at), true))
  }

  async function load(): Promise<void> {
    const now = wanted()
    const { id, from, to } = now
    loading.value = true
    try {
      const [points, found, journeys, halts, happened, raised] = await Promise.all([
        fetchTrack(id, from, to), vehicleCalls.detail(id).catch(() => null),
        vehicleCalls.trips(id, from, to).then(one => one.items).catch(() => []), vehicleCalls.stops(id, from, to).then(one => one.items).catch(() => []),
        vehicleCalls.events(id, from, to).then(one => one.items).catch(() => []),
        fetchAll(cursor => alarmCalls.list({ device: id, state: 'all', from, to, limit: 200, cursor }), mostAlarms).catch(() => []),
      ])
      if (JSON.stringify(now) !== JSON.stringify(wanted())) return
      track.value = new Track(points)
      detail.value = found
      trips.value = [...journeys].sort((a, b) => a.startAt - b.startAt)
      stops.value = [...halts].sort((a, b) => a.startAt - b.startAt)
      events.value = [...happened].sort((a, b) => a.timestamp - b.timestamp)
      alarms.value = [...raised].sort((a, b) => a.startedAt - b.startedAt)
      failure.value = ''
    } catch (error) {
      failure.value = (error as Error).message
    } finally {
      loading.value = false
    }
  }
  watch(() => JSON.stringify(wanted()), () => void load(), { immediate: true })

  const distanceKm = computed(() => trips.value.reduce((sum, one) => sum + one.distanceKm, 0))
  return { track, trips, stops, events, alarms, detail, distanceKm, loading, failure }
}
