import { setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'

setWorkerUrl(workerUrl)

/** Family that Latin labels are drawn in. */
export const latinFont = 'Inter Variable'
/** Families that CJK labels are drawn in. Labels come from the local fonts: no glyph server is needed. */
export const labelFont = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
