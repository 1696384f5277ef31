import type { CatalogueEntry, NewCase, StagedFile } from '../api/hub'
import type { LocalText } from '../api/types'
import { readPlace } from '../map/place'

/** What is typed to report a case by hand. */
export interface ReportForm {
  category: string | null
  condition: string | null
  lat: string
  lon: string
  description: string
  componentCode: string
  /** A collector solved it on the spot (自处置). */
  selfHandled: boolean
  before: File[]
  after: File[]
}
export type ReportField = 'category' | 'place' | 'description' | 'before' | 'after'
export interface CategoryGroup { major: LocalText; kind: 'component' | 'event'; entries: CatalogueEntry[] }

export const emptyReport = (): ReportForm => ({ category: null, condition: null, lat: '', lon: '', description: '', componentCode: '', selfHandled: false, before: [], after: [] })

/** Components (部件) have a code of their own on site, events (事件) have none. */
export const isComponent = (category: string | null): boolean => category?.startsWith('component/') ?? false

/** The catalogue by major class (大类), in its own order. */
export function groupsOf(catalogue: CatalogueEntry[]): CategoryGroup[] {
  const groups = new Map<string, CategoryGroup>()
  for (const one of catalogue) {
    const kind = isComponent(one.code) ? 'component' : 'event'
    const key = `${kind} ${one.major.en}`
    const group = groups.get(key) ?? { major: one.major, kind, entries: [] }
    group.entries.push(one)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Whether every word is found in the class's names, code or major class, in either language. */
export function categoryMatches(one: CatalogueEntry, words: string): boolean {
  const text = [one.code, one.name.zh, one.name.en, one.major.zh, one.major.en].join(' ').toLowerCase()
  return words.toLowerCase().split(/\s+/).every(word => text.includes(word))
}

/** What the hub would refuse. */
export function wrongIn(form: ReportForm): ReportField[] {
  const place = readPlace(form.lat, form.lon)
  const wrong: Record<ReportField, boolean> = {
    category: form.category === null, place: place === null || place === 'wrong', description: form.description.trim() === '',
    before: form.selfHandled && form.before.length === 0, after: form.selfHandled && form.after.length === 0,
  }
  return (Object.keys(wrong) as ReportField[]).filter(field => wrong[field])
}

/** The body of a form with nothing wrong in it. */
export function reportOf(form: ReportForm): NewCase {
  const place = readPlace(form.lat, form.lon)
  if (place === null || place === 'wrong') throw new RangeError('A report needs a place.')
  const componentCode = form.componentCode.trim()
  return {
    category: form.category!, ...place, description: form.description.trim(),
    ...(form.condition ? { condition: form.condition } : {}),
    ...(componentCode && isComponent(form.category) ? { componentCode } : {}),
    ...(form.selfHandled ? { selfHandled: true } : {}),
  }
}

/** The pictures that go with it. */
export const picturesOf = (form: ReportForm): StagedFile[] => form.selfHandled
  ? [...form.before.map(file => ({ file, stage: 'before' })), ...form.after.map(file => ({ file, stage: 'handling' }))]
  : []
