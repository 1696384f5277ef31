import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { vehicleCalls } from '../api'
import type { VehicleDay, VehicleDetail } from '../api/vehicles'
import { dayAt } from '../evaluation/period'
import { cityZone } from '../time/zone'

/** How often what a position does not carry is asked for again, milliseconds. */
const every = 5_000

/** What is known of a vehicle beyond its position: what came with its last fix, its alarms, its day, since when it stands or drives. */
export function useVehicleDetail(id: () => string) {
  const detail = shallowRef<VehicleDetail | null>(null)
  const today = shallowRef<VehicleDay | null>(null)
  const since = ref<number | null>(null)

  async function load(): Promise<void> {
    const wanted = id(), now = Date.now(), day = dayAt(now, cityZone.value)
    // Each of these may be missing; the card shows the others.
    const [found, days, trips, stops] = await Promise.allSettled([
      vehicleCalls.detail(wanted), vehicleCalls.days(wanted, day, day), vehicleCalls.trips(wanted, now - 86_400_000, now + 1), vehicleCalls.stops(wanted, now - 86_400_000, now + 1),
    ])
    if (wanted !== id()) return
    if (found.status === 'fulfilled') detail.value = found.value
    today.value = days.status === 'fulfilled' ? days.value.items.at(-1) ?? null : null
    const trip = trips.status === 'fulfilled' ? trips.value.items.find(one => one.open)?.startAt : undefined
    const stop = stops.status === 'fulfilled' ? stops.value.items.find(one => one.endAt === null)?.startAt : undefined
    since.value = trip === undefined && stop === undefined ? null : Math.max(trip ?? 0, stop ?? 0)
  }

  watch(id, () => { detail.value = today.value = null; since.value = null; void load() }, { immediate: true })
  const timer = setInterval(() => { if (!document.hidden) void load() }, every)
  onScopeDispose(() => clearInterval(timer))

  return { detail, today, since }
}
