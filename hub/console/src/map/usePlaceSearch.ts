import { ref, shallowRef, watch } from 'vue'
import { placeCalls } from '../api'
import type { FoundPlace, PointFacts } from '../api/places'

const waitMs = 250

/** Finds places while somebody types, and tells what is known of a point. Only the answer to the last question counts. */
export function usePlaceSearch(near: () => { lat: number; lon: number } | null) {
  const text = ref('')
  const found = shallowRef<FoundPlace[]>([])
  const facts = shallowRef<PointFacts | null>(null)
  const name = shallowRef<FoundPlace | null>(null)
  const failure = ref('')
  const searched = ref(false)
  let asking: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let point = 0

  watch(text, typed => {
    clearTimeout(timer)
    asking?.abort()
    searched.value = false
    if (!typed.trim()) found.value = []
    else timer = setTimeout(() => void search(typed.trim()), waitMs)
  })

  async function search(typed: string): Promise<void> {
    const mine = asking = new AbortController()
    failure.value = ''
    try {
      const answer = await placeCalls.find(typed, near(), mine.signal)
      if (asking !== mine) return
      found.value = answer.items
      searched.value = true
    } catch (error) {
      if (!mine.signal.aborted) failure.value = (error as Error).message
    }
  }

  /** What is known of a point; with the place that was chosen there, if one was. */
  async function show(lat: number, lon: number, place: FoundPlace | null = null): Promise<void> {
    const mine = ++point
    failure.value = ''
    try {
      const answer = await placeCalls.at(lat, lon)
      if (point !== mine) return
      facts.value = answer
      name.value = place
    } catch (error) {
      if (point === mine) failure.value = (error as Error).message
    }
  }

  function close(): void {
    point++
    facts.value = null
    name.value = null
  }

  function choose(place: FoundPlace): Promise<void> {
    found.value = []
    searched.value = false
    return show(place.lat, place.lon, place)
  }

  return { text, found, facts, name, failure, searched, show, choose, close }
}
