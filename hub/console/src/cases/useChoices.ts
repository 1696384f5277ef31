import { reactive, watch } from 'vue'
import { hub } from '../api'
import type { CatalogueEntry } from '../api/hub'
import type { Candidate, CaseDetail, CaseSummary, Named } from '../api/types'
import type { FieldKey } from './actionForm'

/** Open cases of the same class within so many metres are offered as the one that goes on. */
const nearby = 200

/** What the fields of a step let one choose from; fetched once a field asks for it. */
export function useChoices(one: () => CaseDetail) {
  const choices = reactive({
    departments: [] as Candidate[], collectors: [] as Candidate[], handlers: [] as Candidate[], catalogue: [] as CatalogueEntry[], near: [] as CaseSummary[],
  })
  let asked = new Set<string>()

  /** Another case, or this one at another department: what was fetched no longer fits. */
  watch(() => `${one().number} ${one().version}`, () => { asked = new Set() })

  /** A list that cannot be had leaves the field empty; the hub still says what is wrong with a step. */
  function once(what: string, load: () => Promise<void>): void {
    if (asked.has(what)) return
    asked.add(what)
    load().catch(() => asked.delete(what))
  }

  function prepare(fields: FieldKey[]): void {
    const { number, category, lat, lon } = one()
    const wants = (...keys: FieldKey[]) => keys.some(key => fields.includes(key))
    if (wants('department', 'assisting')) once('departments', async () => { choices.departments = await hub.departments() })
    if (wants('collector', 'handler')) once('people', async () => { Object.assign(choices, await hub.candidates(number)) })
    if (wants('category', 'condition')) once('catalogue', async () => { choices.catalogue = await hub.catalogue(category.code.startsWith('component/') ? 'components' : 'events') })
    if (wants('duplicateOf')) {
      once('near', async () => {
        const page = await hub.cases({ scope: 'open', category: category.code, lat, lon, radius: nearby, limit: 20 })
        choices.near = page.items.filter(each => each.number !== number)
      })
    }
  }

  /** Filing conditions of a class. */
  const conditionsOf = (code: string): Named[] => choices.catalogue.find(each => each.code === code)?.conditions ?? []

  return { choices, prepare, conditionsOf }
}
