import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { modelCalls } from '../api'
import { ApiError } from '../api/client'
import type { DeviceModel, Fault, ModelDocument } from '../api/models'
import { useModels } from '../stores/models'
import { parse, textOf } from './document'

const typingPause = 350

/** A model that is edited, as a document and as its text: a change of one is a change of both. */
export function useModelEditor(key: () => string | null, mayEdit: () => boolean) {
  const models = useModels()
  const source = shallowRef<DeviceModel | null>(null)
  const document = shallowRef<ModelDocument | null>(null)
  const text = ref('')
  /** Why the text is no document; the forms rest as long as it says so. */
  const unread = ref('')
  const faults = shallowRef<Fault[]>([])
  const failure = ref('')
  const busy = ref(false)
  const checking = ref(false)
  /** A copy that the hub does not have yet. */
  const draft = ref(false)
  const stored = ref('')
  const dirty = computed(() => draft.value || text.value !== stored.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  function show(next: ModelDocument): void {
    document.value = next
    text.value = textOf(next)
    unread.value = ''
  }

  async function load(): Promise<void> {
    const wanted = key()
    failure.value = ''
    faults.value = []
    draft.value = false
    if (!wanted) { source.value = null; document.value = null; return }
    try {
      const found = await modelCalls.one(wanted)
      if (wanted !== key()) return
      source.value = found
      show(found.document)
      stored.value = text.value
    } catch (error) {
      source.value = null
      document.value = null
      failure.value = (error as Error).message
    }
  }
  watch(key, () => { if (!(draft.value && document.value?.key === key())) void load() }, { immediate: true })

  /** A change in a form. */
  function edit(change: (document: ModelDocument) => ModelDocument): void {
    if (!document.value || unread.value) return
    show(change(document.value))
    checkSoon()
  }
  /** A change in the text. */
  function type(next: string): void {
    text.value = next
    const parsed = parse(next)
    unread.value = parsed.fault ?? ''
    if (parsed.document) {
      document.value = parsed.document
      checkSoon()
    } else turn++
  }
  /** Lays the text out again, once somebody has left it. */
  const tidy = () => { if (document.value && !unread.value) text.value = textOf(document.value) }
  /** Starts a model that exists only here until it is saved. */
  function begin(next: ModelDocument): void {
    draft.value = true
    source.value = null
    failure.value = ''
    stored.value = ''
    show(next)
    checkSoon()
  }

  function checkSoon(): void {
    clearTimeout(timer)
    if (mayEdit()) timer = setTimeout(() => void check(), typingPause)
  }
  async function check(): Promise<void> {
    if (!document.value) return
    const mine = ++turn
    checking.value = true
    try {
      const answer = await modelCalls.check(document.value)
      if (mine !== turn) return
      faults.value = answer.faults
      failure.value = ''
    } catch (error) {
      if (mine === turn) failure.value = (error as Error).message
    } finally {
      if (mine === turn) checking.value = false
    }
  }

  /** Saves under the document's own key; false if the hub found faults. */
  async function save(): Promise<boolean> {
    if (!document.value || unread.value) return false
    busy.value = true
    clearTimeout(timer)
    try {
      const saved = await modelCalls.save(draft.value ? document.value.key : key()!, document.value)
      faults.value = []
      failure.value = ''
      source.value = saved
      show(saved.document)
      stored.value = text.value
      draft.value = false
      models.keep(saved.key, saved.document)
      await models.load()
      return true
    } catch (error) {
      const found = error instanceof ApiError ? error.problem?.faults as Fault[] | undefined : undefined
      if (found) faults.value = found
      failure.value = (error as Error).message
      return false
    } finally {
      busy.value = false
    }
  }

  /** Takes the operator's file away; what comes with the hub is back, if there is one. */
  async function revert(): Promise<void> {
    await modelCalls.remove(key()!)
    await models.load()
  }
  const undo = () => { if (source.value) { show(source.value.document); faults.value = []; failure.value = '' } }

  onScopeDispose(() => { clearTimeout(timer); turn++ })
  return { source, document, text, unread, faults, failure, busy, checking, draft, dirty, edit, type, tidy, begin, check, save, revert, undo, load }
}
