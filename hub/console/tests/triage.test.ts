import { flushPromises, mount } from '@vue/test-utils'
import { NMessageProvider } from 'naive-ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { credentials } from '../src/api'
import { i18n } from '../src/i18n'
import TriagePage from '../src/pages/TriagePage.vue'
import { useSession } from '../src/stores/session'
import { triageCommand } from '../src/triage/keys'
import { following, triageOrder } from '../src/triage/queue'
import { fakeHub, incident, named, problem, text } from './samples'

const key = (name: string, options: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key: name, ...options })

describe('a key in triage', () => {
  it.each([
    ['y', 'confirm'], ['Y', 'confirm'], ['n', 'reject'], ['j', 'next'], ['ArrowDown', 'next'], ['k', 'previous'], ['ArrowUp', 'previous'],
  ])('%s means %s', (name, command) => {
    expect(triageCommand(key(name), false)).toEqual({ do: command })
  })

  it('picks a reason by its digit only while one is chosen', () => {
    expect(triageCommand(key('3'), true)).toEqual({ do: 'reason', index: 2 })
    expect(triageCommand(key('3'), false)).toBeNull()
    expect(triageCommand(key('y'), true)).toBeNull()
  })

  it('with a modifier, or held down, decides nothing', () => {
    expect(triageCommand(key('y', { ctrlKey: true }), false)).toBeNull()
    expect(triageCommand(key('y', { repeat: true }), false)).toBeNull()
  })

  it('typed into a field is text', () => {
    const field = document.createElement('textarea')
    const event = key('y')
    Object.defineProperty(event, 'target', { value: field })
    expect(triageCommand(event, false)).toBeNull()
  })
})

describe('the queue', () => {
  it('puts the most severe first and then who has waited longest', () => {
    const queue = triageOrder([incident(1, { raisedAt: 30 }), incident(2, { raisedAt: 10 }), incident(3, { severity: 'critical', raisedAt: 50 })])
    expect(queue.map(one => one.id)).toEqual([3, 2, 1])
  })

  it('goes on with the next one, at the end with the one before', () => {
    const queue = [incident(1), incident(2), incident(3)]
    expect([following(queue, 2)?.id, following(queue, 3)?.id, following([incident(1)], 1)]).toEqual([3, 2, null])
  })
})

describe('the triage page', () => {
  let unmount = () => {}
  beforeEach(() => { credentials.csrfToken = 'token-1' })
  afterEach(() => { unmount(); vi.unstubAllGlobals() })

  async function open(answers: Parameters<typeof fakeHub>[0] = {}, role = 'acceptor') {
    const { fetch, calls } = fakeHub({
      'GET /incidents': { items: [incident(2), incident(1)], next: null },
      'GET /incidents/reject-reasons': [named('reflection'), named('belongs_here')],
      ...answers,
    })
    vi.stubGlobal('fetch', fetch)
    useSession().set({ user: 'a', displayName: text('A'), roles: [named(role)], department: null, csrfToken: 'token-1' })
    const blank = { template: '<i />' }
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/triage/:id?', name: 'triage', component: TriagePage },
        { path: '/cases/:number', name: 'case', component: blank }, { path: '/devices/:id', name: 'device', component: blank },
        { path: '/triage/settings', name: 'triageSettings', component: blank },
      ],
    })
    await router.push('/triage')
    const page = mount(NMessageProvider, {
      slots: { default: () => h(TriagePage) }, attachTo: document.body, global: { plugins: [i18n, router], stubs: { LocatorMap: true } },
    })
    unmount = () => page.unmount()
    await flushPromises()
    const press = async (name: string) => { window.dispatchEvent(key(name)); await flushPromises() }
    const title = () => page.find('[aria-current=true]').attributes('data-testid')
    const writes = () => calls.filter(one => one.method === 'POST')
    return { page, press, title, writes }
  }

  it('confirms with Y, names the case and brings up the next incident', async () => {
    const { press, title, writes } = await open({
      'POST /incidents/1/confirm': incident(1, { state: 'confirmed', caseNumber: 'C-7', updatedAt: 99_999 }),
    })
    expect(title()).toBe('queue-1')
    await press('y')
    expect(writes().map(one => one.path)).toEqual(['/incidents/1/confirm'])
    expect(writes()[0]!.headers.get('X-CSRF-Token')).toBe('token-1')
    expect(title()).toBe('queue-2')
    await vi.waitFor(() => expect(document.body.textContent).toContain('C-7'))
  })

  it('rejects with N, a digit and Enter, and never without a reason', async () => {
    const { press, writes } = await open({
      'POST /incidents/1/reject': incident(1, { state: 'rejected', updatedAt: 99_999 }),
    })
    await press('n')
    await press('Enter')
    expect(writes()).toEqual([])
    await press('2')
    await press('Enter')
    expect(writes().map(one => [one.path, one.body])).toEqual([['/incidents/1/reject', { reason: 'belongs_here' }]])
  })

  it('leaves the reasons with Escape', async () => {
    const { page, press } = await open()
    await press('n')
    expect(page.find('[data-testid=reject-reasons]').exists()).toBe(true)
    await press('Escape')
    expect(page.find('[data-testid=reject-reasons]').exists()).toBe(false)
  })

  it('moves with J and K', async () => {
    const { press, title } = await open()
    await press('j')
    expect(title()).toBe('queue-2')
    await press('k')
    expect(title()).toBe('queue-1')
  })

  it('says who was faster and shows what was decided', async () => {
    const decided = incident(1, { state: 'rejected', updatedAt: 99_999, decision: { by: 'Li Na', at: 5, reason: named('duplicate'), note: null } })
    const { page, press } = await open({
      'POST /incidents/1/confirm': () => problem(409, 'already_decided', 'Li Na has already rejected it.'),
      'GET /incidents/1': decided,
    })
    await press('y')
    expect(page.find('[data-testid=triage-conflict]').text()).toBe('Li Na has already rejected it.')
    expect(page.find('[data-testid=triage-decided]').text()).toContain('Li Na')
  })

  it('decides nothing for who is no acceptor', async () => {
    const { page, press, writes } = await open({}, 'dispatcher')
    await press('y')
    await press('n')
    expect(writes()).toEqual([])
    expect(page.find('[data-testid=confirm]').exists()).toBe(false)
  })
})
