import { describe, expect, it } from 'vitest'
import { emptyForm, evidenceStage, fieldsOf, formFor, inputOf, missingIn } from '../src/cases/actionForm'
import { firstOf, offerOf } from '../src/cases/offer'
import { action, caseDetail, standing, suggestion } from './samples'

describe('the form of an action', () => {
  it('asks for what the hub needs and offers what is optional', () => {
    const check = action({ key: 'check', needs: ['result'], optional: ['opinion', 'evidence'], results: ['pass', 'fail'] })
    expect(fieldsOf(check)).toEqual([
      { key: 'result', required: true }, { key: 'opinion', required: false }, { key: 'evidence', required: false },
    ])
  })

  it('asks for nothing where nothing is needed', () => {
    expect(fieldsOf(action())).toEqual([])
    expect(missingIn(action(), formFor(action()))).toEqual([])
  })

  it('chooses the suggested department', () => {
    const dispatch = action({ key: 'dispatch', needs: ['department'], suggestion: suggestion() })
    expect(formFor(dispatch).department).toBe('D02')
    expect(missingIn(dispatch, formFor(dispatch))).toEqual([])
  })

  it('chooses the only result there is', () => {
    expect(formFor(action({ key: 'check', needs: ['result'], results: ['fail'] })).result).toBe('fail')
  })

  it('does not take blanks for an opinion', () => {
    const reject = action({ key: 'reject', needs: ['opinion'] })
    expect(missingIn(reject, { ...formFor(reject), opinion: '  \n' })).toEqual(['opinion'])
  })

  it.each([
    ['basis', { basis: 'Row 7' }], ['assisting', { assisting: ['D01'] }], ['handler', { handler: 'h1' }], ['resumeAt', { resumeAt: 1 }],
    ['satisfaction', { satisfaction: 'satisfied' }], ['closingMet', { closingMet: true }], ['duplicateOf', { duplicateOf: 'C-2' }],
  ] as const)('misses %s until it is given, and sends it then', (key, given) => {
    const step = action({ key: 'step', needs: [key] })
    expect(missingIn(step, formFor(step))).toEqual([key])
    const form = { ...formFor(step), ...structuredClone(given) as object }
    expect(missingIn(step, form)).toEqual([])
    expect(inputOf(step, form)).toEqual(given)
  })

  it('sends only what was asked for and filled in', () => {
    const feedback = action({ key: 'feedback', needs: ['opinion'], optional: ['evidence'] })
    expect(inputOf(feedback, { ...emptyForm(), department: 'D01', result: 'pass', opinion: ' cleaned ' })).toEqual({ opinion: 'cleaned' })
  })

  it('files pictures by what they show', () => {
    expect(['check', 'feedback', 'answer_verify', 'appeal'].map(key => evidenceStage({ key }))).toEqual(['check', 'handling', 'verify', 'appeal'])
  })
})

describe('the steps of a person', () => {
  const duty = (key: string) => action({ key, kind: 'primary' })
  const against = (key: string) => action({ key, kind: 'danger' })
  const power = (key: string) => action({ key, kind: 'normal' })
  const offered = (...actions: ReturnType<typeof action>[]) => offerOf(caseDetail('C-1', { actions }))

  it('are duties and the answers against them; what may be done stays aside', () => {
    const { lead, more } = offered(duty('grant_delay'), against('refuse_delay'), power('urge'))
    expect([lead, more].map(list => list.map(one => one.key))).toEqual([['grant_delay', 'refuse_delay'], ['urge']])
  })

  it('show the detour where the usual duty is barred', () => {
    const { lead, more } = offered(power('send_back'), power('refer_dispute'))
    expect([lead, more].map(list => list.map(one => one.key))).toEqual([['refer_dispute'], ['send_back']])
  })

  it('begin with the decision once somebody has looked', () => {
    const actions = [duty('send_check'), duty('check')]
    expect(firstOf(caseDetail('C-1', { actions }))?.key).toBe('send_check')
    expect(firstOf(caseDetail('C-1', { actions, standing: standing({ checked: 'pass' }) }))?.key).toBe('check')
  })
})
