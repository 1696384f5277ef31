import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import ActionPanel from '../src/components/ActionPanel.vue'
import { i18n } from '../src/i18n'
import { useCase } from '../src/cases/useCase'
import { effectScope } from 'vue'
import { formFor } from '../src/cases/actionForm'
import { action, caseDetail, fakeHub, named, problem, text } from './samples'

afterEach(() => vi.unstubAllGlobals())
const show = (one: ReturnType<typeof caseDetail>) => mount(ActionPanel, { props: { one, busy: false }, global: { plugins: [i18n] } })

describe('the action panel', () => {
  it('offers only what the hub allows', () => {
    const panel = show(caseDetail('C-1', { actions: [action(), action({ key: 'reject', name: text('Reject'), kind: 'danger', needs: ['opinion'] })] }))
    expect(panel.findAll('[role=tab]').map(one => one.text())).toEqual(['Accept', 'Reject'])
  })

  it('says that it is somebody else’s turn', () => {
    expect(show(caseDetail('C-1')).text()).toContain('another post')
  })

  it('does not send a step that lacks what it needs, and says what is missing', async () => {
    const panel = show(caseDetail('C-1', { actions: [action({ key: 'check', needs: ['result'], optional: ['opinion'] })] }))
    await panel.find('form').trigger('submit')
    expect(panel.emitted('act')).toBeUndefined()
    expect(panel.find('[role=alert]').text()).toContain('Result')
    await panel.find('[data-testid=result-pass]').setValue()
    await panel.find('form').trigger('submit')
    expect((panel.emitted('act')![0] as [unknown, { result: string }])[1].result).toBe('pass')
  })

  it('shows the suggested department with its reason', async () => {
    vi.stubGlobal('fetch', fakeHub({ 'GET /departments': [named('D02', 'Works office')] }).fetch)
    const panel = show(caseDetail('C-1', {
      actions: [action({ key: 'dispatch', needs: ['department'], suggestion: { department: named('D02', 'Works office'), reason: text('It maintains the cover') } })],
    }))
    await flushPromises()
    expect(panel.text()).toContain('Suggested: Works office. It maintains the cover')
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
