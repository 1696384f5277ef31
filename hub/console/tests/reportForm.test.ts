import { describe, expect, it } from 'vitest'
import type { CatalogueEntry } from '../src/api/hub'
import { categoryMatches, emptyReport, groupsOf, picturesOf, reportOf, wrongIn } from '../src/cases/reportForm'
import { wrongIn as wrongInPassword } from '../src/users/passwordForm'
import { text } from './samples'

const entry = (code: string, name: string, zh: string, major: string): CatalogueEntry => ({ code, name: text(name, zh), major: text(major), conditions: [] })
const cover = entry('component/0103', 'Storm-water manhole cover', '雨水井盖', 'Public utilities')
const garbage = entry('event/0101', 'Exposed garbage', '暴露垃圾', 'Appearance')
const filled = () => ({ ...emptyReport(), category: 'event/0101', condition: 'usual', lat: '31.3', lon: '120.6', description: ' A heap ' })

describe('the report of a case', () => {
  it('needs a category, a place and a description', () => {
    expect(wrongIn(emptyReport())).toEqual(['category', 'place', 'description'])
    expect(wrongIn({ ...filled(), description: ' \n' })).toEqual(['description'])
    expect(wrongIn(filled())).toEqual([])
  })

  it('sends what was filled in', () => {
    expect(reportOf(filled())).toEqual({ category: 'event/0101', condition: 'usual', lat: 31.3, lon: 120.6, description: 'A heap' })
  })

  it('of what was solved on the spot needs a picture before and one after', () => {
    const solved = { ...filled(), selfHandled: true }
    expect(wrongIn(solved)).toEqual(['before', 'after'])
    const [before, after] = [new File(['a'], 'a.jpg'), new File(['b'], 'b.jpg')]
    expect(reportOf(solved)).toHaveProperty('selfHandled', true)
    expect(picturesOf({ ...solved, before: [before], after: [after] })).toEqual([{ file: before, stage: 'before' }, { file: after, stage: 'handling' }])
    expect(picturesOf({ ...filled(), before: [before] })).toEqual([])
  })

  it('sends a component code with a component and not with an event', () => {
    expect(reportOf({ ...filled(), componentCode: '77' })).not.toHaveProperty('componentCode')
    expect(reportOf({ ...filled(), category: 'component/0103', componentCode: '77' })).toHaveProperty('componentCode', '77')
  })
})

describe('the choice of a category', () => {
  it('keeps components and events apart, by major class', () => {
    const other = entry('component/0104', 'Sewage manhole cover', '污水井盖', 'Public utilities')
    expect(groupsOf([cover, garbage, other]).map(group => [group.kind, group.entries.length])).toEqual([['component', 2], ['event', 1]])
  })

  it.each([['manhole', true], ['雨水', true], ['0103', true], ['utilities cover', true], ['garbage', false]])('finds a manhole cover by “%s”: %s', (words, found) => {
    expect(categoryMatches(cover, words)).toBe(found)
  })
})

describe('the change of a password', () => {
  it('asks for a new one that is long enough, other, and typed twice', () => {
    expect(wrongInPassword({ current: '', next: '', again: '' })).toEqual(['current', 'next'])
    expect(wrongInPassword({ current: 'old-password-1', next: 'old-password-1', again: 'old-password-1' })).toEqual(['next'])
    expect(wrongInPassword({ current: 'old-password-1', next: 'new-password-1', again: 'new-password-2' })).toEqual(['again'])
    expect(wrongInPassword({ current: 'old-password-1', next: 'new-password-1', again: 'new-password-1' })).toEqual([])
  })
})
