import type { CatalogueEntry } from '../api/hub'
import type { LocalText } from '../api/types'

/** A pattern of classes as matrix and automatic dispatch write it. */
export interface ClassPattern { value: string; name: LocalText }

/** All patterns there are: everything, a kind, a major class (大类), a class. The first three have no name of their own here. */
export function classPatterns(catalogue: CatalogueEntry[]): ClassPattern[] {
  const majors = new Map<string, LocalText>()
  for (const one of catalogue) {
    const [kind, digits] = one.code.split('/')
    majors.set(`${kind}/${digits!.slice(0, 2)}*`, one.major)
  }
  return [...[...majors].map(([value, name]) => ({ value, name })), ...catalogue.map(one => ({ value: one.code, name: one.name }))]
}

/** Whether every word is found in what a row says, in either language. */
export function says(words: string, ...texts: (string | LocalText | null | undefined)[]): boolean {
  const all = texts.map(one => typeof one === 'string' ? one : one ? `${one.zh} ${one.en}` : '').join(' ').toLowerCase()
  return words.trim().toLowerCase().split(/\s+/).every(word => all.includes(word))
}

/** What a row of the matrix lacks, as the hub would say. */
export interface MatrixDraft { category: string | null; area: string; department: string | null; zh: string; en: string }
export type MatrixField = keyof MatrixDraft
export function missingInRow(draft: MatrixDraft): MatrixField[] {
  return (['category', 'area', 'department', 'zh', 'en'] as const).filter(field => !draft[field]?.trim())
}
