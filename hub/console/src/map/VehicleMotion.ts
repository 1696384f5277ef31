import type { Vehicle } from '../api/types'

interface Leg { from: [number, number]; to: [number, number]; startedAt: number; duration: number; course: number }

/** Distance in degrees above which a vehicle is put down at its new place instead of being driven there (about 500 m). */
const jump = 0.005
/** Longest time a vehicle is drawn on its way between two positions, milliseconds. */
const longest = 2_000

/** Moves vehicles evenly between the positions that arrive about once a second. */
export class VehicleMotion {
  private readonly legs = new Map<string, Leg>()
  private readonly heard = new Map<string, { at: number; seen: number }>()

  update(vehicles: Iterable<Vehicle>, now: number): void {
    for (const one of vehicles) {
      const before = this.heard.get(one.id)
      if (before && before.at === one.at) continue
      const to: [number, number] = [one.lon, one.lat]
      const from = this.place(one.id, now) ?? to
      const far = Math.hypot(to[0] - from[0], to[1] - from[1]) > jump
      const duration = before && !far ? Math.min(longest, Math.max(200, now - before.seen)) : 0
      this.legs.set(one.id, { from: far ? to : from, to, startedAt: now, duration, course: one.courseDeg ?? 0 })
      this.heard.set(one.id, { at: one.at, seen: now })
    }
  }

  /** Where to draw it now, lon and lat. */
  place(id: string, now: number): [number, number] | null {
    const leg = this.legs.get(id)
    if (!leg) return null
    const share = leg.duration === 0 ? 1 : Math.min(1, (now - leg.startedAt) / leg.duration)
    return [leg.from[0] + (leg.to[0] - leg.from[0]) * share, leg.from[1] + (leg.to[1] - leg.from[1]) * share]
  }

  /** Whether any vehicle is still on its way. */
  moving(now: number): boolean {
    for (const leg of this.legs.values()) {
      if (now < leg.startedAt + leg.duration && (leg.from[0] !== leg.to[0] || leg.from[1] !== leg.to[1])) return true
    }
    return false
  }
}
