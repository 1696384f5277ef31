import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Catalogue, CatalogueClass, CatalogueVersion } from '../src/api/catalogue'
import { complete, freeCode, inputOf, newClass, newCondition, treeOf, usesByKind } from '../src/catalogue/tree'
import { useCatalogue } from '../src/catalogue/useCatalogue'
import ClassForm from '../src/components/catalogue/ClassForm.vue'
import ClassTree from '../src/components/catalogue/ClassTree.vue'
import { i18n } from '../src/i18n'
import { fakeHub, named, text } from './samples'

function serve(answers: Parameters<typeof fakeHub>[0]) {
  const hub = fakeHub(answers)
  vi.stubGlobal('fetch', hub.fetch)
  return hub
}

const condition = (key: string, limit = 4) => ({
  key, name: text('Exposed', '暴露'), measure: '', limit, unit: 'work_hour' as const, limitText: text(`${limit} working hours`), closing: text('Cleared', '清除'), confidence: 'high',
})
const one = (code: string, name: string, changes: Partial<CatalogueClass> = {}): CatalogueClass => ({
  code, name: text(name), major: text(`Major ${code.slice(-4, -2)}`), confidence: 'high', off: false, conditions: [condition('general')], ...changes,
})
const classes = [one('event/0110', 'Exposed garbage'), one('component/0103', 'Storm-water cover'), one('event/0102', 'Renovation', { off: true }), one('event/0410', 'Parking')]
const version = (id: number, changes: Partial<CatalogueVersion> = {}): CatalogueVersion => ({
  id, scheme: named('gbt30428', 'GB/T 30428.2'), state: 'draft', effectiveFrom: null, note: '', revision: 3, digest: '', createdAt: 0, createdBy: text('A'), changedAt: 0, changedBy: text('A'), ...changes,
})

describe('the tree', () => {
  it('has components first, then events, by code under their major classes', () =>
    expect(treeOf(classes).map(major => [major.code, major.classes.map(c => c.code)])).toEqual([
      ['component/01', ['component/0103']], ['event/01', ['event/0102', 'event/0110']], ['event/04', ['event/0410']],
    ]))

  it.each([['garbage', 1], ['0110', 1], ['暴露', 4], ['exposed storm', 1], ['nothing', 0]])('finds by %s', (search, n) =>
    expect(treeOf(classes, search).flatMap(major => major.classes).length).toBe(n))

  it('shows what is off, and offers a class of the city’s own in a draft only', async () => {
    const read = mount(ClassTree, { props: { classes, chosen: null, editable: false }, global: { plugins: [i18n] } })
    await read.get('[data-testid="catalogue-event"]').trigger('click')
    expect(read.get('[data-testid="class-event/0102"]').text()).toContain('Off')
    expect(read.find('[data-testid="add-class-event/01"]').exists()).toBe(false)
  })
})

describe('a class in a form', () => {
  it('of a standard keeps its names', () => expect(inputOf(classes[0]!)).not.toHaveProperty('name'))
  it('of the city’s own has them', () => expect(inputOf(one('event/0199', 'Own', { confidence: 'local' })).name).toEqual(text('Own')))
  it('gets the highest free code, as extensions are counted', () => {
    expect(freeCode(classes, 'event/01')).toBe('event/0199')
    expect(freeCode([...classes, one('event/0199', 'x')], 'event/01')).toBe('event/0198')
  })
  it('gets conditions with keys that are free', () => expect(newCondition([{ key: 'general' }, { key: 'general-2' }]).key).toBe('general-3'))

  it('is complete with both languages, a limit, and no key twice', () => {
    expect(complete(inputOf(classes[0]!))).toBe(true)
    expect(complete(newClass(text('Major')))).toBe(false)
    const twice = inputOf(classes[0]!)
    twice.conditions.push({ ...twice.conditions[0]! })
    expect(complete(twice)).toBe(false)
    expect(complete({ ...inputOf(classes[0]!), conditions: [] })).toBe(false)
  })

  it('is sent when something was changed, with the limit as a number and its unit', async () => {
    const form = mount(ClassForm, { props: { shown: classes[0]!, code: 'event/0110', major: text('Major'), busy: false }, global: { plugins: [i18n] } })
    expect(form.get('[data-testid="class-save"]').attributes('disabled')).toBeDefined()
    const limit = form.get('[data-testid="limit-0"]')
    await limit.setValue('2')
    await limit.trigger('blur')
    await form.get('[data-testid="class-save"]').trigger('click')
    expect(form.emitted('save')?.[0]).toMatchObject(['event/0110', { off: false, conditions: [{ key: 'general', limit: 2, unit: 'work_hour' }] }])
  })
})

describe('the versions', () => {
  const catalogue: Catalogue = { version: version(2), classes }

  it('are changed with the revision that was seen', async () => {
    const { calls } = serve({
      'GET /catalogue/versions': [version(2)], 'GET /catalogue/versions/2': catalogue, 'PUT /catalogue/versions/2/classes/event/0110': version(2, { revision: 4 }),
    })
    const page = useCatalogue()
    await page.load(2)
    await page.saveClass('event/0110', inputOf(classes[0]!))
    expect(calls.find(call => call.method === 'PUT')!.headers.get('If-Match')).toBe('"3"')
    expect(page.isDraft.value).toBe(true)
  })

  it('are fetched anew when somebody else was faster, and it is told', async () => {
    const { calls } = serve({
      'GET /catalogue/versions': [version(2)], 'GET /catalogue/versions/2': catalogue,
      'PUT /catalogue/versions/2/classes/event/0110': () => new Response(JSON.stringify({ code: 'catalogue_changed', detail: 'Li has changed it.' }), { status: 412, headers: { 'content-type': 'application/problem+json' } }),
    })
    const page = useCatalogue()
    await page.load(2)
    await expect(page.saveClass('event/0110', inputOf(classes[0]!))).rejects.toThrow('Li has changed it.')
    await flushPromises()
    expect(calls.filter(call => call.path.endsWith('/versions/2')).length).toBe(2)
  })

  it('that are in force are looked at without a number', async () => {
    const { calls } = serve({ 'GET /catalogue/versions': [], 'GET /catalogue/current': { ...catalogue, version: version(1, { state: 'inForce', effectiveFrom: 0 }) } })
    const page = useCatalogue()
    await page.load(null)
    expect([page.isDraft.value, calls.length]).toEqual([false, 2])
  })
})

it('what uses a code is listed by kind', () =>
  expect(usesByKind([
    { kind: 'case', code: 'a', name: text('1'), count: 2 }, { kind: 'camera', code: 'a', name: text('2'), count: 1 }, { kind: 'case', code: 'b', name: text('3'), count: 1 },
  ]).map(group => [group.kind, group.uses.length])).toEqual([['case', 2], ['camera', 1]]))
