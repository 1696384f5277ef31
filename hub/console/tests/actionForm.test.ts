import { describe, expect, it } from 'vitest'
import { evidenceStage, fieldsOf, formFor, inputOf, missingIn } from '../src/cases/actionForm'
import { loopOf } from '../src/cases/loop'
import type { CaseLogEntry } from '../src/api/types'
import { action, named, text } from './samples'

describe('the form of an action', () => {
  it('asks for what the hub needs and offers what is optional', () => {
    const check = action({ key: 'check', needs: ['result'], optional: ['opinion', 'evidence'] })
    expect(fieldsOf(check)).toEqual([
      { key: 'result', required: true }, { key: 'opinion', required: false }, { key: 'evidence', required: false },
    ])
  })

  it('asks for nothing where nothing is needed', () => {
    expect(fieldsOf(action())).toEqual([])
    expect(missingIn(action(), formFor(action()))).toEqual([])
  })

  it('chooses the suggested department', () => {
    const dispatch = action({ key: 'dispatch', needs: ['department'], suggestion: { department: named('D02'), reason: text('maintains it') } })
    expect(formFor(dispatch).department).toBe('D02')
    expect(missingIn(dispatch, formFor(dispatch))).toEqual([])
  })

  it('does not take blanks for an opinion', () => {
    const reject = action({ key: 'reject', needs: ['opinion'] })
    expect(missingIn(reject, { ...formFor(reject), opinion: '  \n' })).toEqual(['opinion'])
  })

  it('sends only what was asked for and filled in', () => {
    const feedback = action({ key: 'feedback', needs: ['opinion'], optional: ['evidence'] })
    expect(inputOf(feedback, { department: 'D01', condition: null, result: 'pass', opinion: ' cleaned ', files: [] })).toEqual({ opinion: 'cleaned' })
  })

  it('files pictures of a check apart from those of the handling', () => {
    expect([evidenceStage(action({ key: 'check' })), evidenceStage(action({ key: 'feedback' }))]).toEqual(['check', 'handling'])
  })
})

describe('the loop of a case', () => {
  const entry = (key: string, at: number, result: 'pass' | 'fail' | null = null) =>
    ({ seq: at, at, action: named(key), result } as CaseLogEntry)
  const states = (log: CaseLogEntry[], open = true) => loopOf({ log, open }).map(one => one.state[0]).join('')

  it('stands at the first step that is not done', () => {
    expect(states([entry('report', 1), entry('accept', 2)])).toBe('ddcaaaaa')
  })

  it('goes back to handling after a failed check', () => {
    const log = ['report', 'accept', 'file', 'dispatch', 'handle', 'feedback'].map((key, n) => entry(key, n))
    expect(states([...log, entry('check', 9, 'fail')])).toBe('ddddcaaa')
    expect(states([...log, entry('check', 9, 'pass')])).toBe('dddddddc')
  })

  it('has no current step once the case is over', () => {
    expect(states([entry('report', 1), entry('reject', 2)], false)).toBe('daaaaaaa')
  })
})
