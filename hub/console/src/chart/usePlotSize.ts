import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The width of an element, as it changes. */
export function usePlotSize(field: Ref<HTMLElement | null>, first = 640): Ref<number> {
  const width = ref(first)
  let observer: ResizeObserver | null = null
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => { width.value = Math.max(180, entry!.contentRect.width) })
    observer.observe(field.value!)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}
