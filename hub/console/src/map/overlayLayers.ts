import type { Map as MapLibre, SymbolLayerSpecification } from 'maplibre-gl'
import { latinFont } from './maplibre'

const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
const text = (size: number) => ({
  'text-field': ['get', 'name'] as never, 'text-font': [latinFont], 'text-size': size,
  'text-anchor': 'top' as const, 'text-optional': true,
})
const ink = { 'text-color': '#cfe0f2', 'text-halo-color': '#0b1119', 'text-halo-width': 1.4 }

/** Live things above the base map; later ones lie on top. */
const layers: SymbolLayerSpecification[] = [
  {
    id: 'devices', type: 'symbol', source: 'devices',
    layout: {
      'icon-image': ['get', 'badge'], 'icon-allow-overlap': true, 'symbol-sort-key': ['get', 'order'],
      'icon-size': [
        'interpolate', ['linear'], ['zoom'], 12, ['match', ['get', 'order'], 0, 0.4, 0.6],
        15, ['match', ['get', 'order'], 0, 0.82, 1], 17, 1.1,
      ],
    },
  },
  {
    id: 'device-names', type: 'symbol', source: 'devices', minzoom: 16.8,
    layout: { ...text(11), 'text-offset': [0, 1.4] }, paint: ink,
  },
  {
    id: 'cases', type: 'symbol', source: 'cases',
    layout: {
      'icon-image': ['get', 'badge'], 'icon-allow-overlap': true, 'icon-offset': [13, -13],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.6, 15, 0.9, 17, 1],
    },
  },
]

export function addOverlays(map: MapLibre): void {
  for (const source of ['devices', 'cases']) map.addSource(source, { type: 'geojson', data: empty })
  map.addSource('track', { type: 'geojson', data: empty, lineMetrics: true })
  map.addLayer({
    id: 'track', type: 'line', source: 'track', layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-width': 3.5,
      // Where it was fades away.
      'line-gradient': ['interpolate', ['linear'], ['line-progress'], 0, 'rgba(90,176,255,0)', 0.35, 'rgba(90,176,255,0.3)', 1, 'rgba(90,176,255,0.95)'],
    },
  })
  for (const layer of layers) map.addLayer(layer)
}

/** Layers that a choice of what to show turns on and off. */
export const layersOf = {
  devices: ['devices', 'device-names'],
  cases: ['cases'],
  // The vehicles themselves are drawn by VehicleOverlay.
  vehicles: ['track'],
  grids: ['grids', 'responsibility', 'responsibility-fill', 'responsibility-names'],
} as const
