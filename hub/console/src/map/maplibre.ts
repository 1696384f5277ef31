import { setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'

setWorkerUrl(workerUrl)

/** CJK and Latin labels are drawn from local fonts: no glyph server is needed. */
export const labelFont = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
