import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { KnownCase } from '../src/api/dispatch'
import { DispatchCalls } from '../src/api/dispatch'
import { ApiClient } from '../src/api/client'
import { fieldsOf } from '../src/cases/actionForm'
import { collectorOptions } from '../src/cases/collectors'
import { distanceText, mergeInto, mergeOf } from '../src/cases/known'
import { notesOf } from '../src/cases/standing'
import KnownCaseCard from '../src/components/cases/KnownCaseCard.vue'
import { classPatterns, missingInRow, says } from '../src/dispatch/patterns'
import { i18n } from '../src/i18n'
import { action, caseDetail, fakeHub, named, standing, text } from './samples'

const known: KnownCase = {
  number: 'E1', state: named('handling', 'Being handled'), source: named('camera'), reporter: text('Li Xun'), description: text('A bag'), address: text('Jinhe Avenue'),
  reportedAt: 0, ageMs: 1, distanceM: 12.4, sameComponent: false, repeatCount: 2, thumbnail: '/api/v1/evidence/a',
}
const t = (key: string, values?: Record<string, unknown>) => `${key}${values ? JSON.stringify(values) : ''}`

describe('a case that may tell of the same', () => {
  it('is merged only by whoever has the step, with its number filled in', () => {
    expect(mergeOf(caseDetail('E2'))).toBeNull()
    const merge = action({ key: 'merge', needs: ['duplicateOf'] })
    expect(mergeOf(caseDetail('E2', { actions: [action(), merge] }))).toEqual(merge)
    expect(mergeInto(known).duplicateOf).toBe('E1')
    expect(fieldsOf(merge).map(field => field.key)).toEqual(['duplicateOf'])
  })

  it('is shown with distance, reporter, repeats and picture', () => {
    const card = mount(KnownCaseCard, { props: { known }, global: { plugins: [i18n], stubs: { RouterLink: { template: '<a><slot /></a>' } } } })
    expect(card.text()).toContain('12 m')
    expect(card.text()).toMatch(/Li Xun/)
    expect(card.find('img').attributes('src')).toBe('/api/v1/evidence/a')
  })

  it('is as far away as people say it', () => {
    expect([0.4, 49.6, 999, 1240].map(distanceText)).toEqual(['0 m', '50 m', '999 m', '1.2 km'])
  })

  it('stands over the case as a count', () => {
    const notes = notesOf(caseDetail('E1', { standing: standing({ repeats: 3, reopenings: 1 }) }))
    expect(notes.map(note => [note.key, note.n])).toEqual([['reopened', 1], ['repeated', 3]])
  })
})

describe('a report that joins a case', () => {
  it('goes as JSON without pictures and as a form with them', async () => {
    const fake = fakeHub({ 'POST /cases/E1/repeats': caseDetail('E1') })
    const calls = new DispatchCalls(new ApiClient({ base: '/api/v1', fetch: fake.fetch, locale: () => 'en', csrfToken: () => 'x' }))
    await calls.repeat('E1', 'seen too')
    await calls.repeat('E1', 'seen too', [{ file: new File(['x'], 'a.jpg'), stage: 'report' }])
    expect(fake.calls[0]!.body).toEqual({ description: 'seen too' })
    expect((fake.calls[1]!.body as FormData).get('description')).toBe('seen too')
    expect((fake.calls[1]!.body as FormData).has('report')).toBe(true)
  })
})

describe('collectors for a task', () => {
  it('say whether they watch the grid, how far they are and what they have', () => {
    const options = collectorOptions([
      { ...named('li', 'Li'), open: 2, ownGrid: true, distanceM: 230 }, { ...named('zhou', 'Zhou'), open: 0, ownGrid: false, distanceM: null },
    ], t)
    expect(options.map(one => one.value)).toEqual(['li', 'zhou'])
    expect(options[0]!.label).toBe('Li · dispatch.ownGrid · 230 m · dispatch.tasks{"n":2}')
    expect(options[1]!.label).toBe('Zhou')
  })
})

describe('the matrix', () => {
  const entry = (code: string, name: string, major: string) => ({ code, name: text(name), major: text(major), conditions: [] })
  it('is written in major classes and classes', () => {
    const patterns = classPatterns([entry('event/0110', 'Garbage', 'Environment'), entry('event/0113', 'Road', 'Environment'), entry('component/0137', 'Lamp', 'Utilities')])
    expect(patterns.map(one => one.value)).toEqual(['event/01*', 'component/01*', 'event/0110', 'event/0113', 'component/0137'])
    expect(patterns[0]!.name.en).toBe('Environment')
  })

  it('is searched in both languages, all words', () => {
    expect(says('lamp 路灯', text('Street lamps', '路灯'), 'component/0137')).toBe(true)
    expect(says('lamp parks', text('Street lamps', '路灯'), null)).toBe(false)
    expect(says(' ', 'x')).toBe(true)
  })

  it('needs classes, area, department and the basis in both languages', () => {
    expect(missingInRow({ category: null, area: ' ', department: null, zh: '', en: 'x' })).toEqual(['category', 'area', 'department', 'zh'])
    expect(missingInRow({ category: '*', area: '*', department: 'parks', zh: '依据', en: 'basis' })).toEqual([])
  })
})
