import type { CaseSummary, Device } from '../api/types'
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
