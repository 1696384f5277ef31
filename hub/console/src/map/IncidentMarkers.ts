import { Marker, type Map as MapLibre } from 'maplibre-gl'
import type { Incident } from '../api/types'
import { say } from '../i18n'

/** So many of the newest incidents are drawn as buttons; they can be reached with the keyboard. */
const most = 200
/** Up to so many incidents carry their names; more would hide the map. */
const mostNamed = 12

/** Open incidents on the map: pulsing buttons that the browser moves and animates without redrawing the map. */
export class IncidentMarkers {
  private readonly markers = new Map<number, Marker>()

  constructor(private readonly map: MapLibre, private readonly onPick: (id: number) => void) {}

  show(incidents: Incident[], chosen: number | null): void {
    const wanted = new Map(incidents.slice(0, most).map(one => [one.id, one]))
    for (const [id, marker] of this.markers) {
      if (wanted.has(id)) continue
      marker.remove()
      this.markers.delete(id)
    }
    for (const one of wanted.values()) {
      const marker = this.markers.get(one.id) ?? this.add(one)
      marker.setLngLat([one.lon, one.lat])
      const button = marker.getElement()
      button.className = `incident-marker maplibregl-marker ${one.severity}${one.id === chosen ? ' chosen' : ''}`
      button.setAttribute('aria-label', `${say(one.category.name)} · ${say(one.address)}`)
      button.title = say(one.category.name)
      button.querySelector('span')!.textContent = wanted.size <= mostNamed ? say(one.category.name) : ''
    }
  }

  private add({ id, lon, lat }: Incident): Marker {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.testid = `incident-marker-${id}`
    button.append(document.createElement('i'), document.createElement('span'))
    button.addEventListener('click', event => { event.stopPropagation(); this.onPick(id) })
    const marker = new Marker({ element: button }).setLngLat([lon, lat]).addTo(this.map)
    this.markers.set(id, marker)
    return marker
  }
}
