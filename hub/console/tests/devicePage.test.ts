import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import type { Command } from '../src/api/devices'
import type { CommandDefinition, ModelDocument } from '../src/api/models'
import type { Device } from '../src/api/types'
import { argsOf, formFor, wrongIn } from '../src/commands/commandForm'
import { useCommands } from '../src/commands/useCommands'
import CommandForm from '../src/components/devices/CommandForm.vue'
import { changesOf, readValue, rowsOf } from '../src/devices/attributes'
import { addressOf, queryOf, readFilter } from '../src/devices/deviceFilter'
import { keyOf, emptyKey, wrongIn as wrongInKey } from '../src/devices/keyForm'
import { tokensCsv } from '../src/devices/tokensFile'
import { shareOf, twinOf } from '../src/devices/twin'
import { i18n } from '../src/i18n'
import { useLive } from '../src/stores/live'
import { fakeHub, named, text } from './samples'

afterEach(() => vi.unstubAllGlobals())

const dim: CommandDefinition = {
  key: 'set_dim', name: text('Dim'), timeoutS: 20,
  args: [
    { key: 'level', name: text('Level'), kind: 'number', unit: '%', min: 0, max: 100, required: true },
    { key: 'mode', name: text('Mode'), kind: 'choice', choices: [named('ramp', 'Ramp'), named('step', 'Step')] },
    { key: 'keep', name: text('Keep'), kind: 'boolean' }, { key: 'why', name: text('Why'), kind: 'text' },
  ],
}

describe('the form of a command', () => {
  it('asks for what the model says is required, and for numbers in their range', () => {
    expect(wrongIn(dim, formFor(dim))).toEqual({ level: 'missing' })
    expect(wrongIn(dim, { ...formFor(dim), level: 'bright' })).toEqual({ level: 'number' })
    expect(wrongIn(dim, { ...formFor(dim), level: '101' })).toEqual({ level: 'range' })
    expect(wrongIn(dim, { ...formFor(dim), level: '0' })).toEqual({})
  })

  it('sends numbers as numbers and leaves out what is empty', () => {
    expect(argsOf(dim, { ...formFor(dim), level: ' 40 ', keep: false, why: ' ' })).toEqual({ level: 40, keep: false })
  })

  it('never says yes or no by itself: a lamp is not switched by a click on send', () => {
    const lamp = { ...dim, args: [{ key: 'on', name: text('On'), kind: 'boolean' as const, required: true }] }
    expect(wrongIn(lamp, formFor(lamp))).toEqual({ on: 'missing' })
  })

  it('makes a choice that has one way only', () => {
    const one = { ...dim, args: [{ key: 'mode', name: text('Mode'), kind: 'choice' as const, choices: [named('ramp')], required: true }] }
    expect(argsOf(one, formFor(one))).toEqual({ mode: 'ramp' })
  })

  it('has a field for each argument and sends nothing that is wrong', async () => {
    const form = mount(CommandForm, { props: { commands: [dim, { key: 'reset', name: text('Reset') }], busy: false }, global: { plugins: [i18n] } })
    await form.find('form').trigger('submit')
    expect(form.emitted('send')).toBeUndefined()
    expect(form.find('[role=alert]').text()).toBe('Please fill this in')
    await form.find('[data-testid=arg-level]').setValue('40')
    await form.find('form').trigger('submit')
    expect(form.emitted('send')![0]).toEqual([{ name: 'set_dim', args: { level: 40 } }])
    await form.find('[data-testid=command-reset]').trigger('click')
    await form.find('form').trigger('submit')
    expect(form.emitted('send')![1]).toEqual([{ name: 'reset', args: {} }])
  })
})

const command = (changes: Partial<Command> = {}): Command => ({
  id: 'c1', device: 'lamp-1', name: 'switch', args: null, state: 'waiting', by: 'admin', createdAt: 1, sentAt: null, answeredAt: null, attempts: 0, result: null, error: null, ...changes,
})

describe('the commands of a device', () => {
  it('follow what the hub tells of them, also if that is faster than the answer to the call', async () => {
    const live = useLive()
    let push = (_: Command) => {}
    vi.spyOn(live, 'on').mockImplementation(((type: string, listener: (one: Command) => void) => { if (type === 'command') push = listener; return () => {} }) as never)
    vi.stubGlobal('fetch', fakeHub({
      'GET /devices/lamp-1/commands': { items: [], next: null },
      'POST /devices/lamp-1/commands': () => { push(command({ state: 'answered', result: { on: true } })); return Response.json(command()) },
    }).fetch)
    const scope = effectScope()
    await scope.run(async () => {
      const { commands, send } = useCommands(() => 'lamp-1')
      await nextTick()
      await send({ name: 'switch' })
      expect(commands.value.map(one => one.state)).toEqual(['answered'])
      push(command({ id: 'c2', device: 'lamp-2' }))
      expect(commands.value).toHaveLength(1)
    })
    scope.stop()
  })
})

describe('the twin', () => {
  const document = {
    key: 'cover', name: text('Cover'),
    metrics: [{ key: 'tilt', name: text('Tilt'), unit: '°', min: 0, max: 180 }, { key: 'open', name: text('Open'), kind: 'boolean' }, { key: 'level', name: text('Level'), unit: 'm', min: 0, max: 5 }],
    rules: [{ key: 'over', name: text('Over'), when: [{ metric: 'tilt', is: 'above', limit: 90 }, { metric: 'tilt', is: 'above', limit: 400 }] }],
  } as ModelDocument
  const value = (metric: string, number: number): Device['values'][number] => ({ metric, name: text(metric), value: number, text: null, unit: '', at: 5 })

  it('has the metrics of the model in their order, then what else was sent, then what is still awaited', () => {
    const twin = twinOf({ values: [value('odd', 1), value('open', 1), value('tilt', 12)] }, document)
    expect(twin.map(one => [one.metric, one.at])).toEqual([['tilt', 5], ['open', 5], ['odd', 5], ['level', null]])
  })

  it('marks the limits of rules that lie in the range', () => {
    const [tilt] = twinOf({ values: [value('tilt', 45)] }, document)
    expect([tilt!.limits, shareOf(45, tilt!.range!), shareOf(999, tilt!.range!)]).toEqual([[90], 0.25, 1])
  })

  it('without a model shows what was sent', () => expect(twinOf({ values: [value('x', 1)] }, null).map(one => one.range)).toEqual([null]))
})

describe('attributes', () => {
  const before = { circuit: 'A-7', rated_current_a: 0.45, spare: true, serial: '0012' }

  it.each([['12', 12], ['-0.5', -0.5], ['true', true], ['"12"', '12'], ['0x', '0x'], [' lamp ', 'lamp']])('typed as %s are %s', (typed, is) => expect(readValue(typed)).toBe(is))

  it('come back from the editor as they went in', () => expect(changesOf(before, rowsOf(before))).toEqual({}))

  it('send only what is different, and null for what was taken away', () => {
    const rows = rowsOf(before).filter(row => row.key !== 'spare').map(row => row.key === 'circuit' ? { ...row, value: 'A-8' } : row)
    expect(changesOf(before, [...rows, { key: 'pole', value: '7' }, { key: ' ', value: 'x' }])).toEqual({ circuit: 'A-8', pole: 7, spare: null })
  })
})

describe('the filter of devices', () => {
  it('is the same after it went through the address', () => {
    const filter = { model: 'camera', health: 'offline' as const, alarms: true, disabled: true, words: 'gate', sort: 'lastSeen' as const }
    expect(readFilter(addressOf(filter) as Record<string, string>)).toEqual(filter)
  })

  it('takes nothing from an address that the hub would refuse', () => {
    expect(readFilter({ health: 'ill', sort: 'luck' })).toMatchObject({ health: null, sort: 'id' })
  })

  it('asks for disabled ones only if told to', () => expect([queryOf(readFilter({})).enabled, queryOf(readFilter({ disabled: 'true' })).enabled]).toEqual([null, false]))
})

describe('a provisioning key', () => {
  const zone = 'Asia/Shanghai', now = Date.UTC(2026, 10, 25)
  it('needs a name and a model, an end to come and a number of uses that is one', () => {
    expect(wrongInKey(emptyKey(), zone, now)).toEqual(['name', 'model'])
    expect(wrongInKey({ ...emptyKey(), name: 'a', model: 'm', expires: '2026-11-25T07:59', maxUses: '0' }, zone, now)).toEqual(['expires', 'maxUses'])
  })

  it('ends at the city’s time', () => {
    expect(keyOf({ ...emptyKey(), name: ' a ', model: 'm', expires: '2026-11-25T08:30', maxUses: '7' }, zone))
      .toEqual({ name: 'a', model: 'm', approval: 'manual', expiresAt: now + 30 * 60_000, maxUses: 7 })
  })
})

it('issued tokens are saved a device a line', () => expect(tokensCsv([{ id: 'a', token: 't' }])).toBe('id,token\r\na,t\r\n'))
