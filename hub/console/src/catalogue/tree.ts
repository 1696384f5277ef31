import type { CatalogueClass, ClassInput, ClassUse } from '../api/catalogue'
import type { LocalText } from '../api/types'

export type Kind = 'component' | 'event'
export interface MajorClass { code: string; kind: Kind; name: LocalText; classes: CatalogueClass[] }

export const kindOf = (code: string): Kind => code.startsWith('component/') ? 'component' : 'event'
export const majorOf = (code: string): string => code.slice(0, -2)

/** Whether every word of a search is somewhere in code, names or conditions of a class. */
export function matches(one: CatalogueClass, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const texts = [one.code, one.name.zh, one.name.en, one.major.zh, one.major.en, ...one.conditions.flatMap(c => [c.name.zh, c.name.en, c.key])]
  const text = texts.join('\n').toLowerCase()
  return words.every(word => text.includes(word))
}

/** Major classes (大类) with those minor classes (小类) that a search finds, components first. */
export function treeOf(classes: CatalogueClass[], search = ''): MajorClass[] {
  const majors = new Map<string, MajorClass>()
  for (const one of [...classes].sort((a, b) => a.code < b.code ? -1 : 1)) {
    if (!matches(one, search)) continue
    const code = majorOf(one.code)
    if (!majors.has(code)) majors.set(code, { code, kind: kindOf(one.code), name: one.major, classes: [] })
    majors.get(code)!.classes.push(one)
  }
  return [...majors.values()]
}

/** The highest free code of a major class: a city's own classes count down from 99. */
export function freeCode(classes: CatalogueClass[], major: string): string | null {
  const taken = new Set(classes.map(one => one.code))
  for (let n = 99; n > 0; n--) {
    const code = `${major}${String(n).padStart(2, '0')}`
    if (!taken.has(code)) return code
  }
  return null
}

const copy = (text: LocalText): LocalText => ({ zh: text.zh, en: text.en })

/** A class as a form edits it. */
export const inputOf = (one: CatalogueClass): ClassInput => ({
  ...(one.confidence === 'local' ? { name: copy(one.name), major: copy(one.major) } : {}),
  off: one.off,
  conditions: one.conditions.map(c => ({ key: c.key, name: copy(c.name), measure: c.measure, limit: c.limit, unit: c.unit, closing: copy(c.closing) })),
})

/** A class of the city's own, to be filled in. */
export const newClass = (major: LocalText): ClassInput => ({ name: { zh: '', en: '' }, major: copy(major), off: false, conditions: [newCondition([])] })

/** A condition to be filled in, with a key that is free. */
export function newCondition(taken: { key: string }[]): ClassInput['conditions'][number] {
  const keys = new Set(taken.map(one => one.key))
  let key = 'general'
  for (let n = 2; keys.has(key); n++) key = `general-${n}`
  return { key, name: { zh: '', en: '' }, measure: '', limit: 1, unit: 'work_day', closing: { zh: '', en: '' } }
}

const filled = (text: LocalText | undefined): boolean => !text || (text.zh.trim() !== '' && text.en.trim() !== '')

/** Whether the hub would take it, as far as can be seen here. */
export const complete = (input: ClassInput): boolean =>
  filled(input.name) && filled(input.major) && input.conditions.length > 0
  && new Set(input.conditions.map(c => c.key)).size === input.conditions.length
  && input.conditions.every(c => /^[a-z0-9_+-]+$/.test(c.key) && filled(c.name) && filled(c.closing) && c.limit > 0)

/** Uses by kind, for the list of a refusal. */
export function usesByKind(uses: ClassUse[]): { kind: string; uses: ClassUse[] }[] {
  const kinds = [...new Set(uses.map(one => one.kind))]
  return kinds.map(kind => ({ kind, uses: uses.filter(one => one.kind === kind) }))
}
