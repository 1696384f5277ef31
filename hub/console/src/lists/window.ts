/** Rows of one height, of which only those in view (and a few beside them) exist in the page. */
export interface RowWindow { first: number; last: number; above: number; below: number }

/** Which of `count` rows a scrolled field shows. `last` is not included; `above` and `below` are the heights that stand for the rest. */
export function rowWindow(scrolled: number, height: number, rowHeight: number, count: number, beside = 8): RowWindow {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - beside)
  const last = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + beside)
  return { first, last, above: first * rowHeight, below: Math.max(0, count - last) * rowHeight }
}
