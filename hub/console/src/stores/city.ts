import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { hub } from '../api'
import type { City } from '../api/types'
import { cityZone } from '../time/zone'

export type Layer = 'roads' | 'blocks' | 'grids' | 'responsibility-grids' | 'components'
const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** The city and what its map is drawn from. */
export const useCity = defineStore('city', () => {
  const city = ref<City | null>(null)
  const layers = shallowRef<Record<Layer, GeoJSON.FeatureCollection> | null>(null)
  let loading: Promise<void> | null = null
  let drawing: Promise<void> | null = null

  const load = () => loading ??= hub.city()
    .then(found => { city.value = found; cityZone.value = found.timeZone || cityZone.value })
    .catch(error => { loading = null; throw error })

  async function fetchLayers(): Promise<void> {
    const names: Layer[] = ['roads', 'blocks', 'grids', 'responsibility-grids', 'components']
    const found = await Promise.all(names.map(async name => {
      const response = await fetch(`/api/v1/map/${name}.geojson`, { credentials: 'same-origin' })
      // A city may come without one of these; the map is drawn from what there is.
      return [name, response.ok ? await response.json() as GeoJSON.FeatureCollection : empty] as const
    }))
    layers.value = Object.fromEntries(found) as Record<Layer, GeoJSON.FeatureCollection>
  }

  const loadLayers = () => drawing ??= fetchLayers().catch(error => { drawing = null; throw error })

  /** After an import everything is fetched anew. */
  function forget(): void {
    loading = null
    drawing = null
  }

  return { city, layers, load, loadLayers, forget }
})
