import type { CaseSummary, Device, Vehicle } from '../api/types'
import { say } from '../i18n'

type Properties = Record<string, string | number | null>

function points<T>(items: T[], place: (item: T) => [number, number], properties: (item: T) => Properties): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: items.map(item => ({
      type: 'Feature', geometry: { type: 'Point', coordinates: place(item) }, properties: properties(item),
    })),
  }
}

export const caseFeatures = (cases: CaseSummary[]) => points(cases,
  one => [one.lon, one.lat],
  one => ({ id: one.number, badge: `case-${one.caseClock.light}`, order: one.reportedAt }))

export const deviceFeatures = (devices: Device[], badge: (device: Device) => string) => points(
  devices.filter(one => one.lon !== null && one.lat !== null && !one.isVehicle),
  one => [one.lon!, one.lat!],
  one => ({ id: one.id, badge: badge(one), name: say(one.name), order: one.isCamera ? 2 : one.health === 'online' ? 0 : 1 }))

/** Speed from which a vehicle counts as moving, km/h. */
const movingFrom = 2

export const vehicleFeatures = (vehicles: Vehicle[], place: (vehicle: Vehicle) => [number, number]) => points(vehicles, place, one => {
  const moving = (one.speedKmh ?? 0) >= movingFrom && one.courseDeg !== null
  return {
    id: one.id, name: say(one.name), course: moving ? one.courseDeg : 0,
    badge: moving ? 'vehicle-moving' : 'vehicle-standing', opacity: one.health === 'offline' ? 0.45 : 1,
  }
})
