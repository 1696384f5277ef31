import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { hub } from '../api'

/** A picture that is old by so much is fetched again while it is on the screen, milliseconds. */
const refreshEvery = 5_000
const retryEvery = 20_000

/** The snapshot of a camera, fetched while its tile is on the screen and nobody else's page is before it. */
export function useSnapshot(camera: () => string, element: Ref<HTMLElement | null>) {
  const visible = ref(false)
  const tick = ref(0)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let observer: IntersectionObserver | null = null

  const source = computed(() => tick.value ? hub.snapshotUrl(camera(), tick.value) : '')
  function again(): void {
    clearTimeout(timer)
    if (visible.value && !document.hidden) tick.value = Date.now()
    else timer = setTimeout(again, refreshEvery)
  }
  /** The next one is asked for after this one came, so a slow line is never flooded. */
  function loaded(): void {
    failed.value = false
    clearTimeout(timer)
    timer = setTimeout(again, refreshEvery)
  }
  function fail(): void {
    failed.value = true
    clearTimeout(timer)
    timer = setTimeout(again, retryEvery)
  }
  onMounted(() => {
    observer = new IntersectionObserver(entries => {
      visible.value = entries.some(one => one.isIntersecting)
      if (visible.value && !tick.value) again()
    }, { rootMargin: '120px' })
    observer.observe(element.value!)
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    clearTimeout(timer)
  })
  return { source, visible, failed, loaded, fail }
}
