import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { ModelDocument } from '../src/api/models'
import { duplicateOf, faultsAt, freeKey, isModelKey, lineOf, moved, newRule, parse, textOf, withMember } from '../src/models/document'
import { kindOf } from '../src/models/tests'
import { useModelEditor } from '../src/models/useModelEditor'
import { fakeHub, text } from './samples'

const cover: ModelDocument = {
  key: 'cover', name: text('Cover'), icon: 'manhole', vendorSays: { keep: ['this'] },
  metrics: [{ key: 'tilt', name: text('Tilt'), unit: '°', min: 0, max: 180 }, { key: 'open', name: text('Open'), kind: 'boolean' }],
  rules: [{ key: 'over', name: text('Over'), when: [{ metric: 'tilt', is: 'above', limit: 90 }] }],
}

describe('a model file', () => {
  it('comes back from its text as it was, with members the console does not know', () => expect(parse(textOf(cover)).document).toEqual(cover))

  it('that is not JSON, or no object, says so', () => {
    expect(parse('{ "key": ').document).toBeNull()
    expect(parse('[]').fault).not.toBeNull()
  })

  it('is a start for another one that shares nothing with it', () => {
    const copy = duplicateOf(cover, 'cover-2', text('Cover 2'))
    copy.metrics![0]!.key = 'changed'
    expect([copy.key, copy.name.en, cover.metrics![0]!.key]).toEqual(['cover-2', 'Cover 2', 'tilt'])
  })

  it('gets new parts with keys that are free, about a metric it has', () => {
    expect(newRule({ ...cover, rules: [{ key: 'rule', name: text('R') }] })).toMatchObject({ key: 'rule-2', when: [{ metric: 'tilt', is: 'above' }] })
    expect(freeKey('lamp', ['lamp', 'lamp-2'])).toBe('lamp-3')
  })

  it('grows no empty members', () => {
    expect(withMember(cover.metrics![0]!, 'min', null)).not.toHaveProperty('min')
    expect(withMember(cover.metrics![0]!, 'min', 0)).toHaveProperty('min', 0)
  })

  it('keeps its members in their order', () => expect(Object.keys(withMember(cover, 'icon', 'lamp'))).toEqual(Object.keys(cover)))

  it('moves a part up and down, and stops at the ends', () => {
    expect([moved(['a', 'b'], 1, -1), moved(['a', 'b'], 0, -1)]).toEqual([['b', 'a'], ['a', 'b']])
  })

  it.each([['lamp-2', true], ['Lamp', false], ['', false], ['a b', false]])('takes %s for a key: %s', (key, fits) => expect(isModelKey(key)).toBe(fits))
})

describe('a fault', () => {
  const fault = (path: string) => ({ path, message: text('x') })

  it('is shown at its part and at those around it, not at others', () => {
    const faults = [fault('$.rules[1].when[0].limit'), fault('$.rules[10].key')]
    expect([faultsAt(faults, 'rules[1]').length, faultsAt(faults, 'rules').length, faultsAt(faults, 'rules[0]').length, faultsAt(faults, 'metrics').length]).toEqual([1, 2, 0, 0])
  })

  it.each([['$.metrics[0].unit', '"unit": "°"'], ['$.rules[0].when[0].limit', '"limit": 90'], ['$.name.en', '"en": "Cover"'], ['$.rules[0].when', '"when": ['], ['$.metrics[1].unit', '{']])('at %s is on the line %s', (path, line) => {
    expect(textOf(cover).split('\n')[lineOf(cover, path) - 1]!.trim().replace(/,$/, '')).toBe(line)
  })

  it('at a place that is not there is on no line', () => expect(lineOf(cover, '$.nowhere')).toBe(0))
})

it('a test of a kind that is not known keeps its limit in the form', () => expect(kindOf('resonates')).toMatchObject({ key: 'resonates', limit: 'unit' }))

describe('the editor of a model', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

  async function edit(answers: Parameters<typeof fakeHub>[0], run: (editor: ReturnType<typeof useModelEditor>, calls: ReturnType<typeof fakeHub>['calls']) => Promise<void>, mayEdit = true) {
    const view = { key: 'cover', name: cover.name, icon: 'manhole', access: 'device', origin: 'builtIn', devices: 3, document: cover }
    const { fetch, calls } = fakeHub({ 'GET /device-models/cover': view, 'GET /device-models': { items: [view], next: null }, 'POST /device-models/check': { faults: [] }, ...answers })
    vi.stubGlobal('fetch', fetch)
    const scope = effectScope()
    await scope.run(async () => {
      const editor = useModelEditor(() => 'cover', () => mayEdit)
      await vi.runAllTimersAsync()
      await run(editor, calls)
    })
    scope.stop()
  }

  it('shows a change of the form in the text, and one of the text in the form', () => edit({}, async editor => {
    editor.edit(document => withMember(document, 'icon', 'lamp'))
    expect(editor.text.value).toContain('"icon": "lamp"')
    editor.type(editor.text.value.replace('"lamp"', '"camera"'))
    expect([editor.document.value!.icon, editor.dirty.value]).toEqual(['camera', true])
  }))

  it('lays the text out again when it is left', () => edit({}, async editor => {
    editor.type('{"key":"cover","name":{"zh":"x","en":"x"}}')
    editor.tidy()
    expect(editor.text.value.split('\n')[1]).toBe('  "key": "cover",')
  }))

  it('lets the forms rest while the text is not JSON, and loses nothing of it', () => edit({}, async editor => {
    editor.type('{ "key": "cov')
    editor.edit(document => withMember(document, 'icon', 'lamp'))
    expect([editor.text.value, editor.unread.value === '', await editor.save()]).toEqual(['{ "key": "cov', false, false])
  }))

  it('asks for a check once typing pauses, and shows what the hub found', () => edit({
    'POST /device-models/check': { faults: [{ path: '$.icon', message: text('No such icon.') }] },
  }, async (editor, calls) => {
    for (const icon of ['a', 'ab', 'abc']) editor.edit(document => withMember(document, 'icon', icon))
    await vi.runAllTimersAsync()
    expect(calls.filter(one => one.path === '/device-models/check').length).toBe(1)
    expect(editor.faults.value[0]!.message.en).toBe('No such icon.')
  }))

  it('asks for no check for who may not edit', () => edit({}, async (editor, calls) => {
    editor.type(editor.text.value.replace('manhole', 'x'))
    await vi.runAllTimersAsync()
    expect(calls.some(one => one.path === '/device-models/check')).toBe(false)
  }, false))

  it('keeps what was typed when the hub refuses to save, with its faults', () => edit({
    'PUT /device-models/cover': () => new Response(JSON.stringify({ title: 'x', status: 422, detail: '1 fault', code: 'invalid_model', faults: [{ path: '$.rules[0].key', message: text('Twice.') }] }), { status: 422, headers: { 'content-type': 'application/problem+json' } }),
  }, async editor => {
    editor.edit(document => withMember(document, 'icon', 'lamp'))
    expect(await editor.save()).toBe(false)
    expect([editor.faults.value[0]!.path, editor.failure.value, editor.document.value!.icon]).toEqual(['$.rules[0].key', '1 fault', 'lamp'])
  }))

  it('saves a copy under its own key', () => edit({
    'PUT /device-models/cover-2': (init: RequestInit) => Response.json({ key: 'cover-2', name: cover.name, icon: '', access: 'device', origin: 'own', devices: 0, document: JSON.parse(String(init.body)) }),
  }, async editor => {
    editor.begin(duplicateOf(cover, 'cover-2', text('Cover 2')))
    expect(editor.dirty.value).toBe(true)
    expect(await editor.save()).toBe(true)
    expect([editor.draft.value, editor.dirty.value, editor.source.value!.origin]).toEqual([false, false, 'own'])
  }))
})
