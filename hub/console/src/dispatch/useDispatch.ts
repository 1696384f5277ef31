import { ref, shallowRef } from 'vue'
import { dispatchCalls, hub } from '../api'
import type { CollectorGrids, DispatchRule, MatrixInput, MatrixRow, Ruling } from '../api/dispatch'
import type { CatalogueEntry } from '../api/hub'
import type { Candidate } from '../api/types'

export type DispatchTab = 'matrix' | 'automatic' | 'rulings' | 'collectors'
export const dispatchTabs: readonly DispatchTab[] = ['matrix', 'automatic', 'rulings', 'collectors']

/** What decides who handles a case. After each change the list is read again: others change it too. */
export function useDispatch() {
  const matrix = shallowRef<MatrixRow[] | null>(null)
  const rules = shallowRef<DispatchRule[] | null>(null)
  const rulings = shallowRef<Ruling[] | null>(null)
  const next = ref<string | null>(null)
  const ended = ref(false)
  const collectors = shallowRef<CollectorGrids[] | null>(null)
  const departments = shallowRef<Candidate[]>([])
  const catalogue = shallowRef<CatalogueEntry[]>([])
  const failure = ref('')
  const busy = ref(false)

  async function read(tab: DispatchTab, more = false): Promise<void> {
    if (tab === 'matrix') matrix.value = await dispatchCalls.matrix()
    else if (tab === 'automatic') rules.value = await dispatchCalls.rules()
    else if (tab === 'collectors') collectors.value = await dispatchCalls.collectors()
    else {
      const page = await dispatchCalls.rulings(ended.value, more ? next.value : null)
      rulings.value = more ? [...rulings.value ?? [], ...page.items] : page.items
      next.value = page.next
    }
  }

  async function load(tab: DispatchTab): Promise<void> {
    failure.value = ''
    try {
      await read(tab)
      if (catalogue.value.length === 0 && (tab === 'matrix' || tab === 'automatic')) {
        departments.value = await hub.departments()
        catalogue.value = (await Promise.all([hub.catalogue('events'), hub.catalogue('components')])).flat()
      }
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  async function change(tab: DispatchTab, work: () => Promise<unknown>): Promise<void> {
    busy.value = true
    try {
      await work()
      await read(tab)
    } finally {
      busy.value = false
    }
  }

  const saveRow = (row: number | null, input: MatrixInput) => change('matrix', () => row === null ? dispatchCalls.addRow(input) : dispatchCalls.changeRow(row, input))
  const removeRow = (row: number) => change('matrix', () => dispatchCalls.removeRow(row))
  const addRule = (category: string, area: string) => change('automatic', () => dispatchCalls.addRule(category, area))
  const removeRule = (rule: number) => change('automatic', () => dispatchCalls.removeRule(rule))
  const endRuling = (ruling: number, reason: string) => change('rulings', () => dispatchCalls.endRuling(ruling, reason))
  const setGrids = (user: string, grids: string[]) => change('collectors', () => dispatchCalls.setGrids(user, grids))
  const moreRulings = () => read('rulings', true)

  return {
    matrix, rules, rulings, next, ended, collectors, departments, catalogue, failure, busy, load, saveRow, removeRow, addRule, removeRule, endRuling, setGrids, moreRulings,
  }
}
