/** Round values that enclose low..high, about `count` of them. */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1]
  const range = high - low || Math.abs(high) || 1
  const raw = range / Math.max(1, count - 1)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map(one => one * power).find(one => one >= raw * 0.999)!
  const first = Math.floor((low - (high === low ? range / 2 : 0)) / step)
  const last = Math.max(first + 1, Math.ceil((high + (high === low ? range / 2 : 0)) / step))
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)))
}
