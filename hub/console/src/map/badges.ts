import type { Map as MapLibre } from 'maplibre-gl'
import { healthColour, lightColour } from '../components/tones'
import { icons, iconOr, type IconName } from '../components/icons'

const ratio = 2

function draw(map: MapLibre, key: string, size: number, paint: (pen: CanvasRenderingContext2D) => void): void {
  if (map.hasImage(key)) return
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * ratio
  const pen = canvas.getContext('2d')!
  pen.scale(ratio, ratio)
  paint(pen)
  map.addImage(key, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio })
}

function glyph(pen: CanvasRenderingContext2D, name: IconName, left: number, size: number, stroke: string): void {
  pen.save()
  pen.translate(left, left)
  pen.scale(size / 24, size / 24)
  pen.lineWidth = 2
  pen.lineCap = pen.lineJoin = 'round'
  pen.strokeStyle = stroke
  pen.stroke(new Path2D(icons[name]))
  pen.restore()
}

/** Ground of the badge of what stands out among the sensors. */
const grounds: Record<string, string> = { camera: '#1f5f9e', gateway: '#4a3f86' }

/** Badge of a device: what it is inside, how it is on the rim. Sensors are round, cameras and gateways square. */
export function deviceBadge(map: MapLibre, icon: string, health: keyof typeof healthColour): string {
  const key = `device-${icon}-${health}`
  draw(map, key, 28, pen => {
    pen.beginPath()
    if (icon in grounds) pen.roundRect(2.5, 2.5, 23, 23, 7)
    else pen.arc(14, 14, 11.5, 0, 7)
    pen.fillStyle = grounds[icon] ?? '#101a26'
    pen.fill()
    pen.lineWidth = 2
    pen.strokeStyle = healthColour[health]
    pen.stroke()
    glyph(pen, iconOr(icon, 'sensor'), 6.5, 15, health === 'offline' ? '#8496aa' : '#dbe7f4')
  })
  return key
}

/** Square badge of a case in the colour of its light. */
export function caseBadge(map: MapLibre, light: keyof typeof lightColour): string {
  const key = `case-${light}`
  draw(map, key, 26, pen => {
    pen.beginPath()
    pen.roundRect(2.5, 2.5, 21, 21, 6)
    pen.fillStyle = lightColour[light]
    pen.fill()
    pen.lineWidth = 1.6
    pen.strokeStyle = '#0b1119'
    pen.stroke()
    glyph(pen, 'cases', 5.5, 15, '#0b1119')
  })
  return key
}
