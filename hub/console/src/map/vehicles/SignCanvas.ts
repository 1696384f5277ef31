import { radiusOf, type Cluster } from './clusters'
import type { Label } from './labels'
import { stateColour, states } from './look'
import type { Camera } from './mercator'
import { labelFont, latinFont } from '../maplibre'

const font = (size: number, weight = 600) => `${weight} ${size}px "${latinFont}", ${labelFont}`

/** Plates and bubbles over the points: a few dozen at most, painted by hand. */
export class SignCanvas {
  readonly canvas = document.createElement('canvas')
  private readonly pen: CanvasRenderingContext2D | null
  private blank = true

  constructor() {
    this.canvas.className = 'vehicle-signs'
    this.pen = this.canvas.getContext('2d')
  }

  draw(camera: Camera, clusters: readonly Cluster[], labels: readonly Label[], textOf: (id: string) => string, size: number): void {
    const pen = this.pen
    if (!pen || (this.blank && !clusters.length && !labels.length)) return
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    const across = Math.round(camera.width * ratio), down = Math.round(camera.height * ratio)
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across
      this.canvas.height = down
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, camera.width, camera.height)
    this.blank = !clusters.length && !labels.length
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    for (const one of clusters) bubble(pen, camera, one)
    pen.font = font(11.5)
    pen.lineWidth = 3
    pen.lineJoin = 'round'
    pen.strokeStyle = 'rgb(8 14 21 / 85%)'
    pen.fillStyle = '#cfe4fb'
    for (const { id, x, y } of labels) {
      const text = textOf(id)
      pen.strokeText(text, x, y + size + 9)
      pen.fillText(text, x, y + size + 9)
    }
  }

  remove(): void { this.canvas.remove() }
}

/** How many, and around it what they do. */
function bubble(pen: CanvasRenderingContext2D, camera: Camera, one: Cluster): void {
  const x = camera.originX + one.x * camera.scale, y = camera.originY + one.y * camera.scale
  const radius = radiusOf(one.count)
  if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) return
  pen.beginPath()
  pen.arc(x, y, radius, 0, 7)
  pen.fillStyle = 'rgb(13 22 32 / 92%)'
  pen.fill()
  let from = -Math.PI / 2
  pen.lineWidth = 3.5
  for (let state = 0; state < states.length; state++) {
    const part = one.byState[state]! / one.count * 2 * Math.PI
    if (part === 0) continue
    pen.beginPath()
    pen.arc(x, y, radius - 1.5, from, from + part)
    pen.strokeStyle = stateColour[states[state]!]
    pen.stroke()
    from += part
  }
  if (one.alarms) {
    pen.beginPath()
    pen.arc(x + radius * 0.72, y - radius * 0.72, 5.5, 0, 7)
    pen.fillStyle = '#ff5c64'
    pen.fill()
    pen.lineWidth = 2
    pen.strokeStyle = '#0b1119'
    pen.stroke()
  }
  pen.font = font(one.count > 999 ? 12 : 13)
  pen.fillStyle = '#e5edf6'
  pen.fillText(String(one.count), x, y + 0.5)
}
