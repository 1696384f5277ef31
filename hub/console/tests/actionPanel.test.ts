import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import ActionPanel from '../src/components/ActionPanel.vue'
import { i18n } from '../src/i18n'
import { useCase } from '../src/cases/useCase'
import { effectScope } from 'vue'
import { formFor } from '../src/cases/actionForm'
import { action, caseDetail, fakeHub, named, problem, suggestion, text } from './samples'

afterEach(() => vi.unstubAllGlobals())
const show = (one: ReturnType<typeof caseDetail>) => mount(ActionPanel, { props: { one, busy: false }, global: { plugins: [i18n] } })

describe('the action panel', () => {
  it('offers only what the hub allows', () => {
    const panel = show(caseDetail('C-1', { actions: [action(), action({ key: 'reject', name: text('Reject'), kind: 'danger', needs: ['opinion'] })] }))
    expect(panel.findAll('[role=tab]').map(one => one.text())).toEqual(['Accept', 'Reject'])
  })

  it('says that it is somebody else’s turn', () => {
    expect(show(caseDetail('C-1')).text()).toContain('No step')
  })

  it('does not send a step that lacks what it needs, and says what is missing', async () => {
    const panel = show(caseDetail('C-1', { actions: [action({ key: 'check', needs: ['result'], optional: ['opinion'], results: ['pass', 'fail'] })] }))
    await panel.find('form').trigger('submit')
    expect(panel.emitted('act')).toBeUndefined()
    expect(panel.find('[role=alert]').text()).toContain('Result')
    await panel.find('[data-testid=result-pass]').setValue()
    await panel.find('form').trigger('submit')
    expect((panel.emitted('act')![0] as [unknown, { result: string }])[1].result).toBe('pass')
  })

  it('folds away what may be done, and opens its form when asked', async () => {
    const panel = show(caseDetail('C-1', { actions: [action({ key: 'urge', name: text('Urge'), kind: 'normal', needs: ['opinion'] })] }))
    expect(panel.find('form').exists()).toBe(false)
    await panel.find('[data-testid=more-steps]').trigger('click')
    await panel.find('[data-testid=choose-urge]').trigger('click')
    expect(panel.find('[data-testid=act-urge]').exists()).toBe(true)
  })

  it('shows the closing condition that one confirms', () => {
    const panel = show(caseDetail('C-1', {
      condition: { ...named('usual'), closing: text('Nothing lies there') }, actions: [action({ key: 'close', needs: ['closingMet'] })],
    }))
    expect(panel.text()).toContain('Nothing lies there')
  })

  it('shows what each candidate has in hand', async () => {
    vi.stubGlobal('fetch', fakeHub({ 'GET /cases/C-1/candidates': { collectors: [], handlers: [{ ...named('h1', 'Wu Xiu'), open: 2 }] } }).fetch)
    const panel = show(caseDetail('C-1', { actions: [action({ key: 'assign', needs: ['handler'] })] }))
    await flushPromises()
    expect(panel.findComponent({ name: 'Select' }).props('options')).toEqual([{ value: 'h1', label: 'Wu Xiu · 2 in hand' }])
  })

  it('shows the suggested department with its reason', async () => {
    vi.stubGlobal('fetch', fakeHub({ 'GET /departments': [named('D02', 'Works office')] }).fetch)
    const panel = show(caseDetail('C-1', {
      actions: [action({ key: 'dispatch', needs: ['department'], suggestion: suggestion({ department: named('D02', 'Works office'), alternatives: [suggestion({ department: named('D03', 'Drainage') })] }) })],
    }))
    await flushPromises()
    expect(panel.text()).toContain('Suggested: Works office. It maintains the cover')
    expect(panel.find('[data-testid=alternative-D03]').text()).toBe('Drainage')
  })
})

describe('a step of a case', () => {
  async function withCase(answers: Parameters<typeof fakeHub>[0], run: (use: ReturnType<typeof useCase>, calls: ReturnType<typeof fakeHub>['calls']) => Promise<void>) {
    const { fetch, calls } = fakeHub({ 'GET /cases/C-1': caseDetail('C-1'), 'GET /cases/C-1/audit': { valid: true, entries: 3, firstBroken: null }, ...answers })
    vi.stubGlobal('fetch', fetch)
    const scope = effectScope()
    await scope.run(async () => {
      const use = useCase(() => 'C-1')
      await use.load()
      await run(use, calls)
    })
    scope.stop()
  }

  it('carries the version it was decided on', () => withCase({ 'POST /cases/C-1/actions/accept': caseDetail('C-1', { version: 4 }) }, async (use, calls) => {
    expect(await use.act(action(), formFor(action()))).toBe('done')
    expect(calls.find(one => one.method === 'POST')!.headers.get('If-Match')).toBe('"3"')
    expect(use.detail.value!.version).toBe(4)
  }))

  it('that lost the race reads the case again and does nothing', () => withCase({
    'POST /cases/C-1/actions/accept': () => problem(412, 'case_changed', 'Changed.'),
  }, async (use, calls) => {
    expect(await use.act(action(), formFor(action()))).toBe('changed')
    expect(calls.filter(one => one.method === 'GET' && one.path === '/cases/C-1').length).toBe(2)
  }))

  it('takes its pictures along on a closed case', () => withCase({
    'GET /cases/C-1': caseDetail('C-1', { open: false }), 'POST /cases/C-1/actions/appeal': caseDetail('C-1', { version: 4, open: false }),
  }, async (use, calls) => {
    const appeal = action({ key: 'appeal', needs: ['opinion'], optional: ['evidence'] })
    await use.act(appeal, { ...formFor(appeal), opinion: 'Storm', files: [new File(['x'], 'road.jpg', { type: 'image/jpeg' })] })
    const writes = calls.filter(one => one.method === 'POST')
    expect(writes.map(one => one.path)).toEqual(['/cases/C-1/actions/appeal'])
    expect([(writes[0]!.body as FormData).get('step'), (writes[0]!.body as FormData).has('appeal')]).toEqual(['{"opinion":"Storm"}', true])
  }))

  it('sends its pictures first and stands on the version they made', () => withCase({
    'POST /cases/C-1/evidence': caseDetail('C-1', { version: 5 }),
    'POST /cases/C-1/actions/feedback': caseDetail('C-1', { version: 6 }),
  }, async (use, calls) => {
    const feedback = action({ key: 'feedback', needs: ['opinion'], optional: ['evidence'] })
    await use.act(feedback, { ...formFor(feedback), opinion: 'done', files: [new File(['x'], 'after.jpg', { type: 'image/jpeg' })] })
    const writes = calls.filter(one => one.method === 'POST')
    expect(writes.map(one => one.path)).toEqual(['/cases/C-1/evidence', '/cases/C-1/actions/feedback'])
    expect(writes[1]!.headers.get('If-Match')).toBe('"5"')
  }))
})
