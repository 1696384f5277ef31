import { flushPromises, mount } from '@vue/test-utils'
import { NMessageProvider } from 'naive-ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addressOf, mayShow, queryOf, readFilter } from '../src/alarms/alarmFilter'
import { alarmCommand } from '../src/alarms/keys'
import { emptyWindow, idsOf, windowOf, wrongIn } from '../src/alarms/windowForm'
import { readingText } from '../src/alarms/words'
import type { AlarmReading } from '../src/api/alarms'
import { i18n, setLocale } from '../src/i18n'
import AlarmsPage from '../src/pages/AlarmsPage.vue'
import { useSession } from '../src/stores/session'
import { alarm, fakeHub, named, problem, text } from './samples'

const key = (name: string, options: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key: name, ...options })

describe('a key in the list of alarms', () => {
  it.each([['j', 'next'], ['ArrowDown', 'next'], ['K', 'previous'], ['x', 'toggle'], [' ', 'toggle'], ['a', 'acknowledge'], ['Escape', 'clear'], ['q', null]])('%s means %s', (name, command) => {
    expect(alarmCommand(key(name))).toBe(command)
  })

  it('with a modifier, or held down, acknowledges nothing', () => {
    expect(alarmCommand(key('a', { ctrlKey: true }))).toBeNull()
    expect(alarmCommand(key('a', { repeat: true }))).toBeNull()
    expect(alarmCommand(key('j', { repeat: true }))).toBe('next')
  })

  it('typed into a field is text, and a blank on a button presses the button', () => {
    const on = (tag: string, name: string) => {
      const event = key(name)
      Object.defineProperty(event, 'target', { value: document.createElement(tag) })
      return alarmCommand(event)
    }
    expect([on('input', 'a'), on('button', ' '), on('button', 'a')]).toEqual([null, null, 'acknowledge'])
  })
})

const reading = (changes: Partial<AlarmReading> = {}): AlarmReading =>
  ({ metric: named('level', 'Water level'), value: 1.62, limit: null, unit: 'm', expected: null, bandLow: null, bandHigh: null, ...changes })

describe('a reading in words', () => {
  it('says the limit it broke', () => expect(readingText(reading({ limit: 1.5 }))).toBe('Water level 1.62 m, limit 1.5 m'))

  it('says what was expected and what would have been normal', () => {
    expect(readingText(reading({ expected: 0.8, bandLow: 0.5, bandHigh: 1.1 }))).toBe('Water level 1.62 m, expected 0.8 m, normal from 0.5 to 1.1 m')
  })

  it('does so in Chinese too', () => {
    setLocale('zh-CN')
    expect(readingText({ ...reading({ limit: 1.5 }), metric: { key: 'level', name: { zh: '水位', en: 'Water level' } } })).toBe('水位 1.62 m，限值 1.5 m')
  })
})

describe('the filter of alarms', () => {
  it('asks for what is not cleared unless told otherwise', () => {
    expect([queryOf(readFilter({})).state, queryOf(readFilter({ state: 'all' })).state, readFilter({ state: 'gone' }).state]).toEqual(['open', null, 'open'])
  })

  it('is the same after it went through the address', () => {
    const filter = { state: 'cleared' as const, severity: 'major' as const, model: 'camera', device: 'cam-1', words: 'x' }
    expect(readFilter(addressOf(filter) as Record<string, string>)).toEqual(filter)
  })

  it('knows which pushed alarms belong to the list', () => {
    const open = readFilter({})
    expect([mayShow(open, alarm('1')), mayShow(open, alarm('1', { state: 'cleared' })), mayShow({ ...open, device: 'other' }, alarm('1')), mayShow({ ...open, severity: 'minor' }, alarm('1'))])
      .toEqual([true, false, false, false])
  })
})

describe('a maintenance window', () => {
  const zone = 'Asia/Shanghai', now = Date.UTC(2026, 10, 25, 1)
  it('begins now and lasts two hours, at the city’s time', () => {
    const form = { ...emptyWindow('lamp-1', now, zone), reason: 'New lamp' }
    expect(form.from).toBe('2026-11-25T09:00')
    expect(windowOf(form, zone)).toEqual({ devices: ['lamp-1'], model: null, grid: null, from: now, to: now + 7_200_000, reason: 'New lamp' })
  })

  it('says what it is for, why, and ends after it began', () => {
    expect(wrongIn({ ...emptyWindow(null, now, zone), to: '2026-11-25T08:00' }, zone)).toEqual(['target', 'to', 'reason'])
  })

  it('takes ids as they are pasted', () => expect(idsOf('a, b\nc；a')).toEqual(['a', 'b', 'c']))
})

describe('the page of alarms', () => {
  let unmount = () => {}
  beforeEach(() => vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} }))
  afterEach(() => { unmount(); vi.unstubAllGlobals() })

  async function open(answers: Parameters<typeof fakeHub>[0] = {}, role = 'acceptor') {
    const { fetch, calls } = fakeHub({
      'GET /alarms': { items: [alarm('1'), alarm('2'), alarm('3', { state: 'acknowledged' })], next: null },
      'GET /alarms/counts': { active: 2, acknowledged: 1, critical: 0, major: 3, minor: 0, suppressed: 0 },
      'GET /device-models': { items: [], next: null },
      ...answers,
    })
    vi.stubGlobal('fetch', fetch)
    useSession().set({ user: 'a', displayName: text('A'), roles: [named(role)], department: null, csrfToken: 'token-1' })
    const blank = { template: '<i />' }
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/alarms/:id?', name: 'alarms', component: AlarmsPage }, { path: '/devices/:id', name: 'device', component: blank },
        { path: '/triage/:id', name: 'triage', component: blank }, { path: '/cases/:number', name: 'case', component: blank },
      ],
    })
    await router.push('/alarms')
    const page = mount(NMessageProvider, { slots: { default: () => h(AlarmsPage) }, attachTo: document.body, global: { plugins: [i18n, router] } })
    unmount = () => page.unmount()
    await flushPromises()
    const press = async (name: string) => { window.dispatchEvent(key(name)); await flushPromises() }
    const current = () => page.find('.row.current').attributes('data-testid')
    const writes = () => calls.filter(one => one.method === 'POST').map(one => [one.path, one.body])
    const submit = async (note: string) => {
      const field = document.querySelector<HTMLInputElement>('[data-testid=acknowledge-note]')!
      field.value = note
      field.dispatchEvent(new Event('input'))
      document.querySelector('[data-testid=acknowledge-form]')!.dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
    }
    return { page, press, current, writes, submit }
  }

  it('opens the first one and moves with J and K', async () => {
    const { press, current } = await open()
    expect(current()).toBe('alarm-1')
    await press('j')
    expect(current()).toBe('alarm-2')
    await press('k')
    await press('k')
    expect(current()).toBe('alarm-1')
  })

  it('acknowledges the current one with A, a note and Enter', async () => {
    const { page, press, writes, submit } = await open({ 'POST /alarms/1/acknowledge': alarm('1', { state: 'acknowledged', acknowledged: { by: 'A', at: 5, note: 'seen' } }) })
    await press('a')
    expect(writes()).toEqual([])
    await submit('seen')
    expect(writes()).toEqual([['/alarms/1/acknowledge', { note: 'seen' }]])
    expect(page.find('[data-testid=alarm-1]').attributes('data-state')).toBe('acknowledged')
  })

  it('acknowledges all that were chosen in one call, and chooses only active ones', async () => {
    const { page, press, writes, submit } = await open({ 'POST /alarms/acknowledge': { items: [], next: null }, 'GET /alarms/3': alarm('3') })
    await press('x')
    await press('j')
    await press('x')
    await press('j')
    await press('x')
    expect(page.findAll('.row.selected').length).toBe(2)
    await press('a')
    await submit('')
    expect(writes()).toEqual([['/alarms/acknowledge', { ids: ['1', '2'] }]])
  })

  it('says why the hub refused, and keeps what was chosen', async () => {
    const { page, press, submit } = await open({ 'POST /alarms/1/acknowledge': () => problem(409, 'alarm_cleared', 'It has cleared by itself.') })
    await press('a')
    await submit('')
    await vi.waitFor(() => expect(document.body.textContent).toContain('It has cleared by itself.'))
    expect(page.find('[data-testid=alarm-1]').attributes('data-state')).toBe('active')
  })

  it('acknowledges nothing for who may only look', async () => {
    const { page, press } = await open({}, 'handler')
    await press('a')
    expect(document.querySelector('[data-testid=acknowledge-form]')).toBeNull()
    expect(page.find('[data-testid=acknowledge]').exists()).toBe(false)
  })

  it('shows why one was suppressed, and the devices of a group outage', async () => {
    const { page } = await open({ 'GET /alarms': { items: [alarm('1', {
      suppressed: { reason: 'work_order', until: null, ref: 'C-9' }, members: [{ id: 'lamp-1', name: text('Lamp 1') }, { id: 'lamp-2', name: text('Lamp 2') }],
    })], next: null } })
    expect(page.find('[data-testid=alarm-suppressed]').text()).toContain('C-9')
    expect(page.find('[data-testid=alarm-detail]').text()).toContain('Lamp 2')
  })
})
