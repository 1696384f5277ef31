import { computed, ref, shallowRef } from 'vue'
import { fenceCalls } from '../api'
import { ApiError } from '../api/client'
import type { Corner, FenceInput, FenceShape, Geofence } from '../api/geofences'
import { fetchAll } from '../lists/fetchAll'
import { faultsIn, fieldOf, inputOf, newFence, type FenceFault } from './form'
import { drawn, isWhole } from './shape'

const mostFences = 5_000
const mostUndo = 100
export type DrawType = FenceShape['type']

/** The geofences, and the one that is being drawn or changed, with every step of it to go back. */
export function useFenceEditor() {
  const fences = shallowRef<Geofence[]>([])
  const loaded = ref(false)
  const failure = ref('')
  const chosen = ref<string | null>(null)
  const draft = shallowRef<FenceInput | null>(null)
  const drawing = ref<DrawType | null>(null)
  const clicks = shallowRef<Corner[]>([])
  const before = shallowRef<FenceInput[]>([])
  const saved = shallowRef<string>('')
  const tried = ref(false)
  const refused = ref<Record<string, string>>({})
  const busy = ref(false)

  const original = computed(() => fences.value.find(one => one.id === chosen.value) ?? null)
  const isNew = computed(() => draft.value !== null && chosen.value === null)
  const dirty = computed(() => draft.value !== null && JSON.stringify(draft.value) !== saved.value)
  const faults = computed<Record<string, FenceFault>>(() => tried.value && draft.value ? faultsIn(draft.value) : {})
  const sketch = computed(() => drawing.value ? drawn(drawing.value, clicks.value) : null)
  const canUndo = computed(() => drawing.value ? clicks.value.length > 0 : before.value.length > 0)

  async function load(): Promise<void> {
    try {
      fences.value = await fetchAll(cursor => fenceCalls.list(cursor), mostFences)
      failure.value = ''
    } catch (error) {
      failure.value = (error as Error).message
    } finally {
      loaded.value = true
    }
  }

  function open(id: string | null): void {
    drawing.value = null
    clicks.value = []
    chosen.value = id
    start(original.value ? inputOf(original.value) : null)
  }
  function start(input: FenceInput | null): void {
    draft.value = input
    saved.value = input && chosen.value !== null ? JSON.stringify(input) : ''
    before.value = []
    tried.value = false
    refused.value = {}
  }

  function draw(type: DrawType): void {
    open(null)
    drawing.value = type
  }
  function click(corner: Corner): void {
    if (!drawing.value) return
    clicks.value = [...clicks.value, corner]
    if (drawing.value === 'circle' && clicks.value.length === 2) finish()
  }
  /** The drawing is whole; it has to be named now. */
  function finish(): void {
    const shape = sketch.value
    if (!shape || !isWhole(shape)) return
    drawing.value = null
    clicks.value = []
    start(newFence(shape))
  }
  function cancelDrawing(): void {
    drawing.value = null
    clicks.value = []
  }

  /** A change of the draft; `step` makes it one that can be taken back. */
  function change(part: Partial<FenceInput>, step = true): void {
    if (!draft.value) return
    if (step) before.value = [...before.value.slice(-mostUndo + 1), draft.value]
    draft.value = { ...draft.value, ...part }
    for (const key of Object.keys(part)) delete refused.value[key]
  }
  function undo(): void {
    if (drawing.value) {
      clicks.value = clicks.value.slice(0, -1)
      return
    }
    const last = before.value.at(-1)
    if (!last) return
    before.value = before.value.slice(0, -1)
    draft.value = last
  }

  /** Keeps the draft; null if it cannot be kept, and why stands at its fields. */
  async function save(): Promise<Geofence | null> {
    const input = draft.value
    if (!input || busy.value) return null
    tried.value = true
    if (Object.keys(faultsIn(input)).length) return null
    busy.value = true
    try {
      const kept = original.value ? await fenceCalls.change(original.value.id, input, original.value.version) : await fenceCalls.create(input)
      fences.value = [...fences.value.filter(one => one.id !== kept.id), kept]
      open(kept.id)
      return kept
    } catch (error) {
      refuse(error as Error)
      return null
    } finally {
      busy.value = false
    }
  }
  async function remove(): Promise<void> {
    if (!original.value) return
    const { id } = original.value
    await fenceCalls.remove(id)
    fences.value = fences.value.filter(one => one.id !== id)
    open(null)
  }
  function refuse(error: Error): void {
    const about = error instanceof ApiError ? fieldOf(error.message) : null
    refused.value = about ? { [about.field]: about.text } : { '': error.message }
  }

  return {
    fences, loaded, failure, chosen, original, draft, drawing, clicks, sketch, isNew, dirty, faults, refused, busy, canUndo,
    load, open, draw, click, finish, cancelDrawing, change, undo, save, remove,
  }
}
