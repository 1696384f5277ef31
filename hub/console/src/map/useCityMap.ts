import { Map as MapLibre, NavigationControl } from 'maplibre-gl'
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { locale } from '../i18n'
import { useCity } from '../stores/city'
import { labelFont } from './maplibre'
import { baseStyle, namedLayers, nameField } from './style'

/** A map of the city in a field of the page; `prepare` adds what lies on it once it can be drawn on. */
export function useCityMap(field: Ref<HTMLElement | null>, prepare: (map: MapLibre) => void) {
  const failed = ref(false)
  const ready = ref(false)
  const city = useCity()
  let map: MapLibre | null = null

  onMounted(async () => {
    await Promise.allSettled([city.load(), city.loadLayers()])
    if (!field.value) return
    try {
      map = new MapLibre({
        container: field.value, style: baseStyle(city.layers, city.city?.tileUrl ?? null), center: city.city?.centre ?? [104, 35], zoom: city.city ? 13 : 3.5,
        attributionControl: false, localIdeographFontFamily: labelFont, dragRotate: false, pitchWithRotate: false, maxPitch: 0,
      })
    } catch {
      failed.value = true
      return
    }
    map.touchZoomRotate.disableRotation()
    if (city.city) map.fitBounds(city.city.bounds, { padding: 24, duration: 0 })
    map.addControl(new NavigationControl({ showCompass: false }), 'bottom-left')
    map.on('style.load', () => {
      prepare(map!)
      ready.value = true
    })
  })
  onBeforeUnmount(() => { map?.remove(); map = null })
  watch(locale, language => {
    if (ready.value && map) for (const layer of namedLayers) map.setLayoutProperty(layer, 'text-field', nameField(language))
  })
  return { failed, ready, map: () => ready.value ? map : null }
}
