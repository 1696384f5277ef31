import type { ArgDefinition, CommandDefinition, Fault, MetricDefinition, ModelDocument, RuleDefinition, RuleTest } from '../api/models'

/** A model file as people read it. */
export const textOf = (document: ModelDocument): string => `${JSON.stringify(document, null, 2)}\n`

export type Parsed = { document: ModelDocument; fault: null } | { document: null; fault: string }

/** What was typed, if it is an object at all; everything else is for the hub to judge. */
export function parse(text: string): Parsed {
  try {
    const document = JSON.parse(text) as unknown
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return { document: null, fault: '{ … }' }
    return { document: document as ModelDocument, fault: null }
  } catch (error) {
    return { document: null, fault: (error as Error).message }
  }
}

/** A copy of a model under a key of its own, to start from. */
export const duplicateOf = (document: ModelDocument, key: string, name: { zh: string; en: string }): ModelDocument =>
  ({ ...structuredClone(document), key, name })

export const isModelKey = (key: string): boolean => /^[a-z0-9-]{1,64}$/.test(key)

/** A key of the same form that nobody has: `lamp`, `lamp-2`, … */
export function freeKey(wanted: string, taken: Iterable<string>): string {
  const all = new Set(taken)
  if (!all.has(wanted)) return wanted
  for (let n = 2; ; n++) if (!all.has(`${wanted}-${n}`)) return `${wanted}-${n}`
}

export const replaced = <T>(list: readonly T[], index: number, item: T): T[] => list.map((one, n) => n === index ? item : one)
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, n) => n !== index)
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by
  if (to < 0 || to >= list.length) return [...list]
  const next = [...list]
  ;[next[index], next[to]] = [next[to]!, next[index]!]
  return next
}

/** A member set, or taken away where nothing is said: the file stays as short as it can be. */
export function withMember<T extends object>(object: T, member: string, value: unknown): T {
  const { [member]: _, ...rest } = object as Record<string, unknown>
  if (value === undefined || value === null || value === '') return rest as T
  return (member in object ? { ...object, [member]: value } : { ...rest, [member]: value }) as T
}

const keysOf = (list: readonly { key: string }[] | undefined) => (list ?? []).map(one => one.key)

export const newMetric = (document: ModelDocument): MetricDefinition =>
  ({ key: freeKey('metric', keysOf(document.metrics)), name: { zh: '新指标', en: 'New metric' }, unit: '' })

export const newTest = (document: ModelDocument): RuleTest =>
  ({ metric: document.metrics?.find(one => (one.kind ?? 'number') === 'number')?.key ?? document.metrics?.[0]?.key ?? '', is: 'above', limit: 0 })

export const newRule = (document: ModelDocument): RuleDefinition => ({
  key: freeKey('rule', keysOf(document.rules)), name: { zh: '新规则', en: 'New rule' }, severity: 'major', holdS: 60, clearS: 60, when: [newTest(document)],
})

export const newCommand = (document: ModelDocument): CommandDefinition =>
  ({ key: freeKey('command', keysOf(document.commands)), name: { zh: '新指令', en: 'New command' }, args: [], timeoutS: 30, retries: 1 })

export const newArg = (command: CommandDefinition): ArgDefinition =>
  ({ key: freeKey('arg', keysOf(command.args)), name: { zh: '新参数', en: 'New argument' }, kind: 'number', required: true })

/** Faults at a place or below it, e.g. `rules[0]`; the hub names places from `$`. */
export function faultsAt(faults: Fault[], place: string): Fault[] {
  const path = `$.${place}`
  return faults.filter(one => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`))
}

/** The line of a model file on which a place stands, from 1; 0 if it is not there. */
export function lineOf(document: ModelDocument, path: string): number {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(step => step[1] ?? Number(step[2]))
  const marker = '\u0000here'
  const copy = structuredClone(document) as unknown as Record<string | number, unknown>
  let at: Record<string | number, unknown> = copy
  for (const [n, step] of steps.entries()) {
    if (typeof at !== 'object' || at === null || !(step in at)) break
    if (n === steps.length - 1 || typeof at[step] !== 'object' || at[step] === null || !(steps[n + 1]! in (at[step] as object))) {
      at[step] = marker
      return JSON.stringify(copy, null, 2).split('\n').findIndex(line => line.includes('\\u0000here')) + 1
    }
    at = at[step] as Record<string | number, unknown>
  }
  return 0
}
