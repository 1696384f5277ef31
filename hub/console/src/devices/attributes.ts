import type { AttributeValue } from '../api/types'

/** One row of the attributes editor. */
export interface AttributeRow { key: string; value: string }

/** A value as it is typed: `"12"` in quotes stays a text. */
export function shown(value: AttributeValue): string {
  if (typeof value !== 'string') return String(value)
  return readValue(value) === value ? value : JSON.stringify(value)
}

/** What was typed: yes and no, a number, or else a text. */
export function readValue(text: string): string | number | boolean {
  const plain = text.trim()
  if (plain === 'true' || plain === 'false') return plain === 'true'
  if (/^-?\d+(\.\d+)?$/.test(plain)) return Number(plain)
  if (/^".*"$/s.test(plain)) {
    try { return String(JSON.parse(plain)) } catch { return plain }
  }
  return plain
}

export const rowsOf = (attributes: Record<string, AttributeValue> | undefined): AttributeRow[] =>
  Object.entries(attributes ?? {}).sort(([a], [b]) => a.localeCompare(b)).map(([key, value]) => ({ key, value: shown(value) }))

/** Only what is different: new and changed ones with their value, missing ones with null. */
export function changesOf(before: Record<string, AttributeValue> | undefined, rows: AttributeRow[]): Record<string, AttributeValue> {
  const changes: Record<string, AttributeValue> = {}
  const kept = new Set<string>()
  for (const row of rows) {
    const key = row.key.trim()
    if (!key || row.value.trim() === '') continue
    kept.add(key)
    const value = readValue(row.value)
    if (before?.[key] !== value) changes[key] = value
  }
  for (const key of Object.keys(before ?? {})) if (!kept.has(key)) changes[key] = null
  return changes
}
