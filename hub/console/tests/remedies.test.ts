import { flushPromises, mount } from '@vue/test-utils'
import { NMessageProvider } from 'naive-ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { credentials } from '../src/api'
import type { FilingPolicy, Remedy } from '../src/api/triage'
import ProbabilityCard from '../src/components/triage/ProbabilityCard.vue'
import { i18n, setLocale } from '../src/i18n'
import TriagePage from '../src/pages/TriagePage.vue'
import TriageSettingsPage from '../src/pages/TriageSettingsPage.vue'
import { useSession } from '../src/stores/session'
import { triageCommand } from '../src/triage/keys'
import { percent, reasonWidth, sparkPath } from '../src/triage/probability'
import { assessment, fakeHub, incident, named, problem, text } from './samples'

const mask = (changes: Partial<Remedy> = {}): Remedy => ({
  remedy: named('mask', 'Mask this place'), text: text('Mask 0.8 % of the picture'),
  effect: { silencedRejected: 14, rejected: 15, silencedConfirmed: 0, confirmed: 21 }, recommended: true, undoable: false, applied: null, ...changes,
})
const applied = mask({ recommended: false, undoable: true, applied: { at: 5, by: 'Li Na' } })
const press = async (name: string) => { window.dispatchEvent(new KeyboardEvent('keydown', { key: name })); await flushPromises() }

let unmount = () => {}
beforeEach(() => { credentials.csrfToken = 'token-1' })
afterEach(() => { unmount(); vi.unstubAllGlobals() })

async function open(path: string, page: typeof TriagePage | typeof TriageSettingsPage, answers: Parameters<typeof fakeHub>[0], role: string) {
  const { fetch, calls } = fakeHub(answers)
  vi.stubGlobal('fetch', fetch)
  useSession().set({ user: 'a', displayName: text('A'), roles: [named(role)], department: null, csrfToken: 'token-1' })
  const blank = { template: '<i />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/triage/:id(\\d+)?', name: 'triage', component: blank }, { path: '/cases/:number', name: 'case', component: blank },
      { path: '/triage/settings/:tab?', name: 'triageSettings', component: blank }, { path: '/devices/:id', name: 'device', component: blank },
    ],
  })
  await router.push(path)
  const mounted = mount(NMessageProvider, {
    slots: { default: () => h(page) }, attachTo: document.body, global: { plugins: [i18n, router], stubs: { LocatorMap: true } },
  })
  unmount = () => mounted.unmount()
  await flushPromises()
  return { page: mounted, writes: () => calls.filter(one => one.method !== 'GET').map(one => `${one.method} ${one.path}`), calls }
}

describe('after a rejection', () => {
  const rejected = incident(1, { state: 'rejected', updatedAt: 99_999, decision: { by: 'A', at: 5, reason: named('reflection', 'Light or reflection'), note: null } })
  const triage = (answers: Parameters<typeof fakeHub>[0] = {}) => open('/triage', TriagePage, {
    'GET /incidents': { items: [incident(2), incident(1)], next: null },
    'GET /incidents/reject-reasons': [named('reflection'), named('belongs_here')],
    'POST /incidents/1/reject': rejected, 'GET /incidents/1/remedies': [mask()],
    'POST /incidents/1/remedies/mask': [applied], 'DELETE /incidents/1/remedies/mask': [mask()],
    ...answers,
  }, 'acceptor')
  async function reject() { for (const one of ['n', '1', 'Enter']) await press(one) }

  it('the matching remedy is proposed with its effect while the next incident is on the table', async () => {
    const { page } = await triage()
    await reject()
    expect(page.find('[aria-current=true]').attributes('data-testid')).toBe('queue-2')
    const card = page.find('[data-testid=remedies]').text()
    for (const said of ['Light or reflection', 'Mask 0.8 % of the picture', '14 of 15 rejected', '0 of 21 confirmed']) expect(card).toContain(said)
  })

  it('R accepts it, U undoes it', async () => {
    const { page, writes } = await triage()
    await reject()
    await press('r')
    expect(page.find('[data-testid=remedy-mask]').attributes('data-applied')).toBe('true')
    expect(page.find('[data-testid=remedies]').text()).toContain('Accepted by Li Na')
    await press('u')
    expect(page.find('[data-testid=remedy-mask]').attributes('data-applied')).toBe('false')
    expect(writes()).toEqual(['POST /incidents/1/reject', 'POST /incidents/1/remedies/mask', 'DELETE /incidents/1/remedies/mask'])
  })

  it('a key never accepts one that would hide right alarms; a click does, and it says so', async () => {
    const harmful = mask({ recommended: false, effect: { silencedRejected: 3, rejected: 4, silencedConfirmed: 2, confirmed: 9 } })
    const { page, writes } = await triage({ 'GET /incidents/1/remedies': [harmful] })
    await reject()
    await press('r')
    expect(writes()).toEqual(['POST /incidents/1/reject'])
    expect(page.find('[data-testid=remedies]').text()).toContain('It would also hide right alarms.')
    await page.find('[data-testid=accept-mask]').trigger('click')
    await flushPromises()
    expect(writes()).toHaveLength(2)
  })

  it('says that nothing would help, or that it could not be found out', async () => {
    const { page } = await triage({ 'GET /incidents/1/remedies': [] })
    await reject()
    expect(page.find('[data-testid=remedy-none]').exists()).toBe(true)
    unmount()
    const again = await triage({ 'GET /incidents/1/remedies': () => problem(503, 'database_unavailable', 'The database is away.') })
    await reject()
    expect(again.page.find('[data-testid=remedies] [role=alert]').text()).toContain('The database is away.')
  })

  it('can be put aside', async () => {
    const { page } = await triage()
    await reject()
    await page.find('[data-testid=remedy-dismiss]').trigger('click')
    expect(page.find('[data-testid=remedies]').exists()).toBe(false)
  })
})

describe('a probability', () => {
  const card = (changes = {}) => mount(ProbabilityCard, { props: { assessment: assessment(changes) }, global: { plugins: [i18n] } })

  it('stands with its reasons, for and against, and what the device did lately', () => {
    const shown = card({ reasons: [
      { key: 'solidity', text: text('a solid outline'), raises: true, logOdds: 0.9 }, { key: 'held', text: text('still for only 4 s'), raises: false, logOdds: -0.4 },
    ] })
    expect(shown.find('[data-testid=probability-value]').text()).toBe('72%')
    expect(shown.findAll('li').map(one => [one.classes()[0], one.find('.text').text()])).toEqual([['for', 'a solid outline'], ['against', 'still for only 4 s']])
    expect(shown.find('[data-testid=camera-precision]').text()).toContain('14 of 20 right')
  })

  it('that stands on too few verdicts says so, and is in the reader’s language', () => {
    setLocale('zh-CN')
    const shown = card({ basis: 'history', note: text('Only 4 verdicts', '只有 4 次判断'), reasons: [] })
    expect(shown.find('[data-testid=probability-note]').text()).toBe('只有 4 次判断')
    expect(shown.find('[data-testid=probability-note]').classes()).toContain('few')
  })

  it('is never a certainty', () => {
    expect([percent(0.9999), percent(0), percent(0.725)]).toEqual(['99%', '1%', '73%'])
    expect([reasonWidth(-5), reasonWidth(1)]).toEqual([1, 0.5])
  })

  it('draws a course from left to right, right alarms at the top', () => {
    expect(sparkPath([0, 1], 100, 20)).toBe('M2.0 18.0L98.0 2.0')
    expect(sparkPath([1], 100, 20)).toBe('')
  })

  it('has keys of its own that do nothing while a reason is chosen', () => {
    const key = (name: string) => new KeyboardEvent('keydown', { key: name })
    expect([triageCommand(key('r'), false), triageCommand(key('u'), false), triageCommand(key('r'), true)]).toEqual([{ do: 'accept' }, { do: 'undo' }, null])
  })
})

describe('the page of what was learnt', () => {
  const figures = { confirmed: 150, of: 200, share: 0.75, atLeast: 0.709, course: [1, 0.5, 0.75], rejections: [{ reason: named('reflection', 'Light'), count: 31 }], lastAt: 5 }
  const policy: FilingPolicy = {
    category: { code: 'event/0110', name: text('Dumped material') }, enabled: false, minPrecision: 0.95, minVerdicts: 100, sampleEvery: 20,
    state: 'off', stateAt: null, threshold: null, due: 0, measuredConfirmed: 0, measuredOf: 0, why: text('Not allowed.'), changedBy: null, changedAt: null,
  }
  const version = (number: number, active: boolean, outcome: 'accepted' | 'worse' = 'accepted') => ({
    rule: named('left_object', 'Object left behind'), version: number, trainedAt: 5, outcome, active, activatedAt: 5, activatedBy: null,
    figures: {
      verdicts: 240, confirmed: 170, model: { count: 144, auc: 0.912, brier: 0.101, logLoss: 0.33 }, detector: { count: 144, auc: 0.6, brier: 0.22, logLoss: 0.7 },
      reliability: [{ foretold: 0.15, observed: 0.2, count: 30 }], newest: { count: 48, logLoss: 0.3, presentLogLoss: 0.35 },
    },
  })

  it('shows precision by category and device, with course and counts', async () => {
    const { page } = await open('/triage/settings', TriageSettingsPage, { 'GET /triage/precision': {
      categories: [{ category: policy.category, figures }], devices: [{ deviceId: 'cam-01', deviceName: text('Camera 1'), rule: named('left_object', 'Object left behind'), figures }],
    } }, 'leader')
    const row = page.find('[data-testid="precision-event/0110"]')
    for (const said of ['Dumped material', '75%', 'at least 70.9%', '150 / 200', 'Light · 31']) expect(row.text()).toContain(said)
    expect(row.find('svg path').exists()).toBe(true)
    expect(page.find('[data-testid=tab-policies]').exists()).toBe(false)
  })

  it('takes an older version into use', async () => {
    const { page, writes } = await open('/triage/settings/models', TriageSettingsPage, {
      'GET /triage/models': [version(3, false, 'worse'), version(2, true), version(1, false)],
      'POST /triage/models/left_object/1/activate': [version(3, false, 'worse'), version(2, false), version(1, true)],
    }, 'admin')
    expect(page.find('[data-testid=version-left_object-3]').text()).toContain('worse, not used')
    expect(page.find('[data-testid=version-left_object-2]').text()).toContain('0.912')
    await page.find('[data-testid=activate-left_object-1]').trigger('click')
    await flushPromises()
    expect(writes()).toEqual(['POST /triage/models/left_object/1/activate'])
    expect(page.find('[data-testid=version-left_object-1]').classes()).toContain('active')
  })

  it('allows automatic filing only after asking, and shows why it does not file yet', async () => {
    const { page, calls } = await open('/triage/settings/policies', TriageSettingsPage, {
      'GET /triage/policies': [policy],
      'PUT /triage/policies': [{ ...policy, enabled: true, state: 'waiting', why: text('60 verdicts were foretold, 100 are needed') }],
    }, 'admin')
    await page.find('[data-testid="allow-event/0110"]').trigger('click')
    await flushPromises()
    expect(calls.some(one => one.method === 'PUT')).toBe(false)
    document.querySelector<HTMLElement>('[data-testid=allow-confirm]')!.click()
    await flushPromises()
    expect(calls.find(one => one.method === 'PUT')!.body).toEqual([{ category: 'event/0110', enabled: true, minPrecision: 0.95, minVerdicts: 100, sampleEvery: 20 }])
    expect(page.find('[data-testid="policy-event/0110"]').text()).toContain('100 are needed')
  })

  it('says what is missing when nothing has been decided, and when the hub does not answer', async () => {
    const { page } = await open('/triage/settings', TriageSettingsPage, { 'GET /triage/precision': { categories: [], devices: [] } }, 'admin')
    expect(page.find('[role=status]').text()).toContain('No verdicts yet')
    unmount()
    const broken = await open('/triage/settings', TriageSettingsPage, { 'GET /triage/precision': () => problem(503, 'x', 'Away.') }, 'admin')
    expect(broken.page.find('[role=alert]').text()).toBe('Away.')
  })
})
