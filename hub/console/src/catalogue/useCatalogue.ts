import { computed, ref, shallowRef } from 'vue'
import { catalogueCalls } from '../api'
import type { Catalogue, CatalogueClass, CatalogueVersion, ClassInput } from '../api/catalogue'
import { ApiError } from '../api/client'

/** The catalogue page: versions, the one that is looked at, and changes of a draft. */
export function useCatalogue() {
  const versions = ref<CatalogueVersion[]>([])
  const shown = shallowRef<Catalogue | null>(null)
  const failure = ref('')
  const busy = ref(false)
  const isDraft = computed(() => shown.value?.version.state === 'draft')

  /** Looks at a version; null is the one in force. */
  async function load(id: number | null): Promise<void> {
    failure.value = ''
    try {
      const [list, catalogue] = await Promise.all([catalogueCalls.versions(), catalogueCalls.version(id ?? 'current')])
      versions.value = list
      shown.value = catalogue
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  /** Does something with the version that is shown; what somebody else changed meanwhile is fetched, and told. */
  async function change<T>(work: (version: CatalogueVersion) => Promise<T>): Promise<T> {
    const version = shown.value!.version
    busy.value = true
    try {
      return await work(version)
    } catch (error) {
      if (error instanceof ApiError && (error.code === 'catalogue_changed' || error.code === 'catalogue_immutable')) await load(version.id)
      throw error
    } finally {
      busy.value = false
    }
  }

  const begin = async (from: number | null, standard: string | null, note: string): Promise<{ id: number; left: CatalogueClass[] }> => {
    const begun = await catalogueCalls.begin(from, standard, note)
    return { id: begun.version.id, left: begun.left }
  }
  const saveClass = (code: string, input: ClassInput) => change(async version => {
    await catalogueCalls.setClass(version, code, input)
    await load(version.id)
  })
  const removeClass = (code: string) => change(async version => {
    await catalogueCalls.removeClass(version, code)
    await load(version.id)
  })
  const publish = (from: number | null) => change(async version => {
    await catalogueCalls.publish(version, from)
    await load(version.id)
  })
  const takeBack = () => change(async version => {
    await catalogueCalls.takeBack(version)
    await load(version.id)
  })
  const remove = () => change(async version => {
    await catalogueCalls.remove(version.id)
    await load(null)
  })

  return { versions, shown, failure, busy, isDraft, load, begin, saveClass, removeClass, publish, takeBack, remove }
}
