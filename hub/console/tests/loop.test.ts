import { describe, expect, it } from 'vitest'
import type { CaseLogEntry } from '../src/api/types'
import { loopOf } from '../src/cases/loop'
import { notesOf } from '../src/cases/standing'
import { caseDetail, named, standing, text } from './samples'

/** A log that goes through these states, a step a millisecond. */
const through = (...states: string[]) => states.map((state, n) => ({
  seq: n + 1, at: n, action: named(n ? 'step' : 'report'), from: n ? named(states[n - 1]!) : null, to: named(state), inputs: {},
} as unknown as CaseLogEntry))
const straight = ['reported', 'pending_filing', 'pending_dispatch', 'pending_handling', 'handling', 'pending_review', 'pending_check', 'checking', 'pending_check', 'pending_close']
const steps = (states: string[], open = true) => loopOf({ log: through(...states), open, state: named(states.at(-1)!) })
const marks = (states: string[], open = true) => steps(states, open).map(one => one.state[0]).join('')

describe('the loop of a case', () => {
  it.each([
    [1, 'dcaaaaaa'], [2, 'ddcaaaaa'], [3, 'dddcaaaa'], [4, 'ddddcaaa'], [5, 'ddddcaaa'], [6, 'dddddcaa'], [7, 'ddddddca'], [8, 'ddddddca'], [10, 'dddddddc'],
  ])('after %i states of the straight way stands at %s', (count, expected) => {
    expect(marks(straight.slice(0, count))).toBe(expected)
  })

  it('counts a verification to accepting, a dispute to dispatching, hanging up to handling', () => {
    expect(marks(['reported', 'verifying'])).toBe('dcaaaaaa')
    expect(marks([...straight.slice(0, 4), 'return_requested', 'pending_dispatch', 'disputed'])).toBe('dddcaaaa')
    expect(marks([...straight.slice(0, 4), 'hung_up'])).toBe('ddddcaaa')
  })

  it('is set back by rework, by a return and by opening again', () => {
    expect(marks([...straight.slice(0, 6), 'pending_handling'])).toBe('ddddcaaa')
    expect(marks([...straight.slice(0, 4), 'return_requested', 'pending_dispatch'])).toBe('dddcaaaa')
    expect(marks([...straight, 'closed', 'pending_filing'])).toBe('ddcaaaaa')
  })

  it('is complete once closed and stays where it stood when rejected', () => {
    expect(marks([...straight, 'closed'], false)).toBe('dddddddd')
    expect(marks(['reported', 'rejected'], false)).toBe('daaaaaaa')
  })

  it('says when each phase was last left', () => {
    expect(steps(straight.slice(0, 4)).map(one => one.at)).toEqual([0, 1, 2, 3, null, null, null, null])
  })
})

describe('what stands over a case', () => {
  const entry = (key: string, opinion: string) => ({ ...through('handling')[0]!, action: named(key), actor: text('Duty desk'), opinion })
  const keys = (one: Parameters<typeof caseDetail>[1]) => notesOf(caseDetail('C-1', one)).map(note => note.key)

  it('is nothing as long as all goes straight', () => {
    expect(keys({})).toEqual([])
  })

  it('is the request with who asked and why', () => {
    const [note] = notesOf(caseDetail('C-1', { request: named('delay', 'Delay asked for'), log: [entry('request_delay', 'No parts')] }))
    expect([note!.key, note!.by!.opinion]).toEqual(['request', 'No parts'])
  })

  it('is the demand first, then people, then counts', () => {
    expect(keys({
      supervised: true, standing: standing({ ruled: true, assisting: [named('D03')], handler: named('h1'), returns: 2 }),
    })).toEqual(['supervised', 'ruled', 'assisting', 'handler', 'returned'])
  })

  it('is the date of a case that is hung up and the case that goes on instead of it', () => {
    expect(notesOf(caseDetail('C-1', { state: named('hung_up'), standing: standing({ resumeAt: 9 }) }))[0]).toMatchObject({ key: 'hungUp', at: 9 })
    expect(keys({ open: false, state: named('merged'), standing: standing({ duplicateOf: 'C-9' }) })).toEqual(['merged'])
  })
})
