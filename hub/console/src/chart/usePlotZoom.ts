import { ref, type Ref } from 'vue'
import type { Range, Scale } from './scale'
import { keyZoom, shortest, spanned, zoomAt } from './zoom'

interface Plot {
  range: () => Range
  /** How far out one can go. */
  limits: () => Range
  scale: () => Scale
  /** Where the pointer is in the plot, pixels. */
  offset: (event: MouseEvent) => number
  zoom: (range: Range) => void
  reset: () => void
}

/** Dragging draws the span to look into, the wheel goes closer and back, keys do both. */
export function usePlotZoom(plot: Plot): {
  drawn: Ref<[number, number] | null>
  down: (event: PointerEvent) => void
  move: (event: PointerEvent) => void
  up: (event: PointerEvent) => void
  wheel: (event: WheelEvent) => void
  key: (event: KeyboardEvent) => void
} {
  /** First and current moment of a drag. */
  const drawn = ref<[number, number] | null>(null)
  const moment = (event: MouseEvent) => plot.scale().value(plot.offset(event))

  function down(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch') return
    ;(event.currentTarget as Element).setPointerCapture?.(event.pointerId)
    drawn.value = [moment(event), moment(event)]
  }
  function move(event: PointerEvent): void {
    if (drawn.value) drawn.value = [drawn.value[0], moment(event)]
  }
  function up(): void {
    if (!drawn.value) return
    const [a, b] = drawn.value
    drawn.value = null
    // A click, or a hand that shook, is not a drag.
    if (Math.abs(plot.scale().px(a) - plot.scale().px(b)) > 6 && Math.abs(a - b) >= shortest / 10) plot.zoom(spanned(a, b, plot.limits()))
  }
  function wheel(event: WheelEvent): void {
    const before = plot.range()
    const next = zoomAt(before, moment(event), event.deltaY > 0 ? 1.25 : 0.8, plot.limits())
    // At its end the wheel scrolls the page again.
    if (event.deltaY === 0 || next.from === before.from && next.to === before.to) return
    event.preventDefault()
    plot.zoom(next)
  }
  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = keyZoom(event.key, plot.range(), plot.limits())
    if (!next) return
    event.preventDefault()
    if (next === 'reset') plot.reset()
    else plot.zoom(next)
  }
  return { drawn, down, move, up, wheel, key }
}
