import type { StyleSpecification } from 'maplibre-gl'
import type { Layer } from '../stores/city'
import { locale } from '../i18n'
import { latinFont } from './maplibre'

/** Middle of a polygon's bounds as a point, so that its name is drawn once however the map is cut into tiles. */
function namePoints(collection: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: collection.features.flatMap(({ geometry, properties }) => {
      if (geometry.type !== 'Polygon' || !(properties?.name_zh || properties?.name_en)) return []
      const lons = geometry.coordinates[0]!.map(one => one[0]!), lats = geometry.coordinates[0]!.map(one => one[1]!)
      const coordinates = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
      return [{ type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates } }]
    }),
  }
}

const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** The property that holds a feature's name in the reader's language. */
const nameOf = (language: string) => ['coalesce', ['get', language === 'zh-CN' ? 'name_zh' : 'name_en'], ['get', 'name_zh'], ''] as never

const label = (size: number, extra: object = {}) => ({ 'text-field': nameOf(locale.value), 'text-font': [latinFont], 'text-size': size, ...extra })
const halo = (colour: string) => ({ 'text-color': colour, 'text-halo-color': '#0b1119', 'text-halo-width': 1.8 })
const byZoom = (...stops: number[]) => ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as never

/** Layers that carry names and follow the reader's language. */
export const namedLayers = ['block-names', 'road-names', 'responsibility-names', 'component-names'] as const
export const nameField = (language: string) => nameOf(language)

/** The base map, drawn from the city's own GeoJSON: it needs no internet. A raster tile layer lies below it if one is configured. */
export function baseStyle(layers: Record<Layer, GeoJSON.FeatureCollection> | null, tileUrl: string | null): StyleSpecification {
  const source = (name: Layer) => ({ type: 'geojson' as const, data: layers?.[name] ?? empty })
  return {
    version: 8,
    sources: {
      blocks: source('blocks'),
      roads: source('roads'),
      grids: source('grids'),
      responsibility: source('responsibility-grids'),
      'block-names': { type: 'geojson', data: namePoints(layers?.blocks ?? empty) },
      'responsibility-names': { type: 'geojson', data: namePoints(layers?.['responsibility-grids'] ?? empty) },
      components: source('components'),
      ...(tileUrl ? { tiles: { type: 'raster' as const, tiles: [tileUrl], tileSize: 256 } } : {}),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#0c131b' } },
      ...(tileUrl ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles', paint: { 'raster-opacity': 0.55, 'raster-saturation': -0.6, 'raster-brightness-max': 0.6 } }] : []),
      {
        id: 'responsibility-fill', type: 'fill', source: 'responsibility',
        paint: { 'fill-color': '#5ab0ff', 'fill-opacity': 0.025 },
      },
      {
        id: 'blocks', type: 'fill', source: 'blocks',
        paint: {
          'fill-color': ['match', ['get', 'kind'], 'green', '#11281f', 'water', '#0e2740', 'plaza', '#1c2835', '#182431'],
          'fill-outline-color': ['match', ['get', 'kind'], 'green', '#1c3d30', 'water', '#183a5c', 'plaza', '#2c3a4a', '#293a4c'],
          'fill-opacity': 0.92,
        },
      },
      {
        id: 'road-edges', type: 'line', source: 'roads', layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': '#0a1017', 'line-width': ['match', ['get', 'class'], 'main', 11, 6] },
      },
      {
        id: 'roads', type: 'line', source: 'roads', layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': ['match', ['get', 'class'], 'main', '#3c5470', '#2a3a4b'],
          'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 12, ['match', ['get', 'class'], 'main', 2, 0.8], 16, ['match', ['get', 'class'], 'main', 8, 4.5], 19, ['match', ['get', 'class'], 'main', 30, 18]],
        },
      },
      {
        id: 'grids', type: 'line', source: 'grids', minzoom: 13.5,
        paint: { 'line-color': '#5d7ea3', 'line-opacity': 0.26, 'line-width': 0.8, 'line-dasharray': [3, 3] },
      },
      {
        id: 'responsibility', type: 'line', source: 'responsibility',
        paint: { 'line-color': '#5ab0ff', 'line-opacity': 0.5, 'line-width': 1.6 },
      },
      {
        id: 'components', type: 'circle', source: 'components', minzoom: 15.2,
        paint: {
          'circle-radius': byZoom(15.2, 1.4, 19, 4.5), 'circle-color': '#7f97b2', 'circle-opacity': 0.75,
          'circle-stroke-width': 0.8, 'circle-stroke-color': '#0b1119',
        },
      },
      {
        id: 'component-names', type: 'symbol', source: 'components', minzoom: 18,
        layout: label(10.5, { 'text-offset': [0, 0.9], 'text-anchor': 'top', 'text-optional': true }), paint: halo('#8fa5bd'),
      },
      {
        id: 'block-names', type: 'symbol', source: 'block-names', minzoom: 14.5,
        layout: label(11.5, { 'text-max-width': 7 }), paint: halo('#7d92a8'),
      },
      {
        id: 'road-names', type: 'symbol', source: 'roads', minzoom: 13.2,
        layout: label(13, { 'symbol-placement': 'line', 'symbol-spacing': 320, 'text-letter-spacing': 0.06 }), paint: halo('#c3d3e4'),
      },
      {
        id: 'responsibility-names', type: 'symbol', source: 'responsibility-names', maxzoom: 15.5,
        layout: label(13, { 'text-letter-spacing': 0.08 }), paint: halo('#8fc6ff'),
      },
    ],
  }
}
