import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { modelCalls } from '../api'
import type { DeviceModel, ModelDocument } from '../api/models'
import { say } from '../i18n'

/** The device models of the hub: their names for lists and filters, their documents for pages. */
export const useModels = defineStore('models', () => {
  const all = shallowRef<DeviceModel[]>([])
  const loaded = ref(false)
  const documents = shallowRef(new Map<string, ModelDocument>())
  const options = computed(() => all.value.map(one => ({ value: one.key, label: say(one.name) })))
  let loading: Promise<void> | null = null

  async function load(): Promise<void> {
    all.value = (await modelCalls.list()).items
    loaded.value = true
  }
  /** Loads the list unless it is there; several who ask at once wait for one answer. */
  const ensure = () => loaded.value ? Promise.resolve() : loading ??= load().finally(() => { loading = null })

  async function fetchDocument(key: string): Promise<ModelDocument | null> {
    try {
      const { document } = await modelCalls.one(key)
      keep(key, document)
      return document
    } catch {
      // Without its model a device is shown with what it has sent.
      return null
    }
  }
  function keep(key: string, document: ModelDocument): void {
    documents.value = new Map(documents.value).set(key, document)
  }
  const nameOf = (key: string) => say(all.value.find(one => one.key === key)?.name) || key

  return { all, loaded, documents, options, load, ensure, fetchDocument, keep, nameOf }
})
