import { computed, ref } from 'vue'

/** Chosen rows by id; with shift everything from the last touched one. */
export function useSelection(idAt: (index: number) => string | undefined) {
  const ids = ref(new Set<string>())
  let anchor: number | null = null
  const size = computed(() => ids.value.size)

  function toggle(index: number, through = false): void {
    const id = idAt(index)
    if (id === undefined) return
    const next = new Set(ids.value)
    const add = !next.has(id)
    const from = through && anchor !== null ? Math.min(anchor, index) : index
    const to = through && anchor !== null ? Math.max(anchor, index) : index
    for (let n = from; n <= to; n++) {
      const one = idAt(n)
      if (one === undefined) continue
      if (add) next.add(one)
      else next.delete(one)
    }
    anchor = index
    ids.value = next
  }
  function set(all: Iterable<string>): void { ids.value = new Set(all) }
  function clear(): void {
    ids.value = new Set()
    anchor = null
  }
  const has = (id: string) => ids.value.has(id)
  return { ids, size, toggle, set, clear, has }
}
