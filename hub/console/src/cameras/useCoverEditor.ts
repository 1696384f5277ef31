import { computed, ref } from 'vue'
import type { Box, Cover } from '../api/cameras'
import type { Point } from '../api/hub'

const mostCovers = 32
/** A box of less is a slip of the hand, as a share of the picture. */
const leastSide = 0.008

export type CoverFault = 'name' | 'unique'

const within = (value: number): number => Math.min(1, Math.max(0, value))
const copy = (covers: Cover[]): Cover[] => covers.map(({ name, box, componentCode }) => ({ name, box: { ...box }, componentCode }))

/** The box between two corners, kept on the picture. */
export function boxBetween(a: Point, b: Point): Box {
  const [left, right] = [within(Math.min(a.x, b.x)), within(Math.max(a.x, b.x))]
  const [top, bottom] = [within(Math.min(a.y, b.y)), within(Math.max(a.y, b.y))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Covers being boxed in over a picture. */
export function useCoverEditor(stored: Cover[]) {
  const covers = ref<Cover[]>(copy(stored))
  const chosen = ref<number | null>(stored.length ? 0 : null)
  const drawing = ref(false)
  const kept = ref(JSON.stringify(copy(stored)))
  const cover = computed(() => chosen.value === null ? null : covers.value[chosen.value] ?? null)
  const changed = computed(() => JSON.stringify(covers.value) !== kept.value)
  const canDraw = computed(() => covers.value.length < mostCovers)

  function finish(box: Box, nameOf: (n: number) => string): void {
    drawing.value = false
    if (box.width < leastSide || box.height < leastSide || !canDraw.value) return
    const taken = new Set(covers.value.map(one => one.name))
    let n = covers.value.length + 1
    while (taken.has(nameOf(n))) n++
    covers.value.push({ name: nameOf(n), box, componentCode: null })
    chosen.value = covers.value.length - 1
  }
  /** Moves the chosen box, or its lower right corner, by a share of the picture. */
  function shift(by: Point, corner = false): void {
    const box = cover.value?.box
    if (!box) return
    if (corner) {
      box.width = Math.min(1 - box.x, Math.max(leastSide, box.width + by.x))
      box.height = Math.min(1 - box.y, Math.max(leastSide, box.height + by.y))
    } else {
      box.x = Math.min(1 - box.width, within(box.x + by.x))
      box.y = Math.min(1 - box.height, within(box.y + by.y))
    }
  }
  function remove(): void {
    if (chosen.value === null) return
    covers.value.splice(chosen.value, 1)
    chosen.value = covers.value.length ? Math.min(chosen.value, covers.value.length - 1) : null
  }
  function faultsOf(one: Cover): CoverFault[] {
    const name = one.name.trim()
    return [
      ...(name === '' ? ['name' as const] : []),
      ...(covers.value.filter(other => other.name.trim() === name).length > 1 ? ['unique' as const] : []),
    ]
  }
  const faulty = computed(() => covers.value.findIndex(one => faultsOf(one).length > 0))
  const result = () => copy(covers.value).map(one => ({ ...one, name: one.name.trim() }))

  /** What is on the picture has been stored. */
  function keep(): void {
    covers.value = result()
    kept.value = JSON.stringify(covers.value)
  }

  return { covers, chosen, drawing, cover, changed, canDraw, faulty, finish, shift, remove, faultsOf, result, keep }
}
export type CoverEditor = ReturnType<typeof useCoverEditor>
