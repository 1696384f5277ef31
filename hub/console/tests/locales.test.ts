import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../src/locales/en.json'
import zh from '../src/locales/zh-CN.json'

type Tree = { [key: string]: string | Tree }
function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)]))
}
const texts = { en: flat(en), zh: flat(zh) }
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(one => {
    const path = join(folder, one.name)
    return one.isDirectory() ? sources(path) : /\.(vue|ts)$/.test(one.name) ? [path] : []
  })
}

describe('the locale files', () => {
  it('have the same keys', () => {
    expect([...texts.en.keys()].sort()).toEqual([...texts.zh.keys()].sort())
  })

  it('have the same placeholders in each text', () => {
    for (const [key, text] of texts.en) expect(placeholders(texts.zh.get(key)!), key).toEqual(placeholders(text))
  })

  it('leave no text empty', () => {
    for (const all of Object.values(texts)) for (const [key, text] of all) expect(text.trim(), key).not.toBe('')
  })

  it('know every key that the source names', () => {
    const files = sources(join(import.meta.dirname, '../src'))
    const named = files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\bt\('([\w.]+)'/g)].map(match => match[1]!))
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(key => !texts.en.has(key))).toEqual([])
  })

  it('keep Chinese out of templates: every visible text comes from them', () => {
    const templates = sources(join(import.meta.dirname, '../src')).filter(file => file.endsWith('.vue'))
    const chinese = templates.filter(file => /[\u4e00-\u9fff]/.test(readFileSync(file, 'utf8').replace(/.*key: 'zh-CN'.*/g, '').replace(/\/\*\*[^]*?\*\//g, '')))
    expect(chinese).toEqual([])
  })
})
