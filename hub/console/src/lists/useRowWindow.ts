import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { rowWindow } from './window'

/** Follows how far a field is scrolled and how high it is. */
export function useRowWindow(field: Ref<HTMLElement | null>, rowHeight: number, count: () => number) {
  const scrolled = ref(0)
  const height = ref(600)
  const rows = computed(() => rowWindow(scrolled.value, height.value, rowHeight, count()))
  let observer: ResizeObserver | null = null

  const onScroll = () => { scrolled.value = field.value?.scrollTop ?? 0 }
  onMounted(() => {
    field.value!.addEventListener('scroll', onScroll, { passive: true })
    observer = new ResizeObserver(([entry]) => { height.value = entry!.contentRect.height })
    observer.observe(field.value!)
  })
  onBeforeUnmount(() => observer?.disconnect())

  /** Brings a row into the field. */
  function reveal(index: number): void {
    const element = field.value
    if (!element) return
    const top = index * rowHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight
  }
  function toTop(): void {
    if (field.value) field.value.scrollTop = 0
    scrolled.value = 0
  }
  return { rows, scrolled, reveal, toTop }
}
