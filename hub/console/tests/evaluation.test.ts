import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Evaluation, EvaluationRow, Scheme, SchemeKind } from '../src/api/evaluation'
import { evaluationCalls } from '../src/api'
import EvaluationTable from '../src/components/evaluation/EvaluationTable.vue'
import { mostOf, peakOf, spotFeatures, strength } from '../src/evaluation/heat'
import { dayAt, kindOf, lengthOf, moved, periodIn, periodOf, stepFor } from '../src/evaluation/period'
import { inOrder, percent, places, ranking, sortedBy, summary } from '../src/evaluation/rows'
import { draftOf, faultsIn, inputOf, weightSum } from '../src/evaluation/schemeForm'
import { useEvaluation } from '../src/evaluation/useEvaluation'
import { i18n } from '../src/i18n'
import { may } from '../src/users/permissions'
import { named, text } from './samples'

afterEach(() => vi.restoreAllMocks())

const row = (key: string, score: number | null, changes: Partial<EvaluationRow> = {}): EvaluationRow => ({
  subject: named(key), areaClass: null, counts: { due: 1 }, rates: { in_time: 0.5 }, parts: [], score,
  grade: score === null ? null : score >= 90 ? 'A' : 'B', colour: score === null ? null : score >= 90 ? 'green' : 'blue', ...changes,
})
const evaluation = (rows: EvaluationRow[]): Evaluation => ({
  kind: named('departments', 'Department'), level: null, from: 0, to: 1, scheme: { id: 'standard-departments', name: text('Standard'), isStandard: true },
  counts: [{ key: 'due', name: text('Due'), meaning: text('What was due') }], rates: [{ key: 'in_time', name: text('In time'), of: 'due', among: 'due' }],
  untold: [{ key: 'missed', name: text('Missed'), why: text('No shifts are kept.') }], rows,
})

describe('a period', () => {
  it('is the day, week, month, quarter or year around a day', () => {
    expect(periodOf('day', '2026-03-04')).toEqual({ from: '2026-03-04', to: '2026-03-04' })
    expect(periodOf('week', '2026-03-01')).toEqual({ from: '2026-02-23', to: '2026-03-01' })
    expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(periodOf('quarter', '2026-05-31')).toEqual({ from: '2026-04-01', to: '2026-06-30' })
    expect(periodOf('year', '2026-05-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  })

  it('is known by its days', () => {
    expect(kindOf({ from: '2026-03-01', to: '2026-03-31' })).toBe('month')
    expect(kindOf({ from: '2026-03-02', to: '2026-03-08' })).toBe('week')
    expect(kindOf({ from: '2026-03-02', to: '2026-03-09' })).toBe('custom')
  })

  it('moves by its own kind, a custom one by its length', () => {
    expect(moved({ from: '2026-03-01', to: '2026-03-31' }, 'month', -1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(moved({ from: '2026-10-01', to: '2026-12-31' }, 'quarter', 1)).toEqual({ from: '2027-01-01', to: '2027-03-31' })
    expect(moved({ from: '2026-03-03', to: '2026-03-05' }, 'custom', 1)).toEqual({ from: '2026-03-06', to: '2026-03-08' })
  })

  it('comes out of the address, else it is the month of today', () => {
    expect(periodIn({ from: '2026-01-05', to: '2026-01-06' }, '2026-03-04')).toEqual({ from: '2026-01-05', to: '2026-01-06' })
    for (const query of [{}, { from: '2026-01-05' }, { from: '2026-01-06', to: '2026-01-05' }, { from: 'x', to: '2026-99-99' }])
      expect(periodIn(query, '2026-03-04')).toEqual({ from: '2026-03-01', to: '2026-03-31' })
  })

  it('is shown in steps that can be told apart', () => {
    expect([periodOf('month', '2026-03-04'), periodOf('year', '2026-03-04'), { from: '2020-01-01', to: '2026-01-01' }].map(stepFor)).toEqual(['day', 'week', 'month'])
    expect(lengthOf(periodOf('year', '2028-01-01'))).toBe(366)
  })

  it('begins with the day that the city has, not Greenwich', () => {
    expect(dayAt(Date.UTC(2026, 2, 1, 17), 'Asia/Shanghai')).toBe('2026-03-02')
  })
})

describe('the table', () => {
  const name = (one: EvaluationRow) => one.subject.key

  it('ranks by score; who has none stands last either way', () => {
    const rows = [row('a', 80), row('b', null), row('c', 95)]
    expect(inOrder(rows, ranking, name, 'en').map(name)).toEqual(['c', 'a', 'b'])
    expect(inOrder(rows, { key: 'score', down: false }, name, 'en').map(name)).toEqual(['a', 'c', 'b'])
  })

  it('sorts by name, counts and rates, and turns round on a second click', () => {
    const rows = [row('a', 1, { counts: { due: 2 } }), row('b', 1, { counts: { due: 9 } })]
    expect(inOrder(rows, sortedBy(ranking, 'count:due'), name, 'en').map(name)).toEqual(['b', 'a'])
    expect(sortedBy({ key: 'count:due', down: true }, 'count:due')).toEqual({ key: 'count:due', down: false })
    expect(sortedBy(ranking, 'name')).toEqual({ key: 'name', down: false })
  })

  it('gives equal scores one place', () => {
    expect([...places([row('a', 80), row('b', 95), row('c', 80), row('d', null)])]).toEqual([['a', 2], ['b', 1], ['c', 2]])
  })

  it('sums up grades and the mean of those that have a score', () => {
    const whole = summary([row('a', 80), row('b', 95), row('c', null)])
    expect([whole.scored, whole.mean]).toEqual([2, 87.5])
    expect(whole.grades.map(one => one.count)).toEqual([1, 1, 0, 0, 0])
    expect(summary([]).mean).toBeNull()
  })

  it('writes shares so that nothing is not zero', () => expect([percent(0.8), percent(1 / 3), percent(null)]).toEqual(['80 %', '33.3 %', '–']))

  it('opens the cases behind a figure, and says what is left out', async () => {
    const table = mount(EvaluationTable, { props: { evaluation: evaluation([row('a', 80), row('b', 95, { counts: { due: 0 } })]) }, global: { plugins: [i18n] } })
    expect(table.findAll('tbody tr').map(one => one.attributes('data-testid'))).toEqual(['row-b', 'row-a'])
    expect(table.find('[data-testid="count-b-due"]').exists()).toBe(false)
    await table.get('[data-testid="count-a-due"]').trigger('click')
    expect(table.emitted('cases')![0]![1]).toBe('due')
    await table.get('[data-testid="sort-name"]').trigger('click')
    expect(table.findAll('tbody tr')[0]!.attributes('data-testid')).toBe('row-a')
    expect(table.text()).toContain('No shifts are kept.')
  })
})

describe('an evaluation that is asked for', () => {
  const month = { from: '2026-03-01', to: '2026-03-31' }

  it('shows the last answer, whatever comes late', async () => {
    const answers: ((one: Evaluation) => void)[] = []
    vi.spyOn(evaluationCalls, 'evaluate').mockImplementation(() => new Promise(resolve => answers.push(resolve)))
    const kind = ref<'departments' | 'dispatchers'>('departments')
    const scope = effectScope()
    const shown = scope.run(() => useEvaluation(() => ({ kind: kind.value, days: month, level: 'community' })))!
    kind.value = 'dispatchers'
    await flushPromises()
    answers[1]!(evaluation([row('second', 1)]))
    answers[0]!(evaluation([row('first', 1)]))
    await flushPromises()
    expect(shown.evaluation.value!.rows[0]!.subject.key).toBe('second')
    scope.stop()
  })

  it('names the level for areas only', async () => {
    const call = vi.spyOn(evaluationCalls, 'evaluate').mockResolvedValue(evaluation([]))
    const scope = effectScope()
    scope.run(() => useEvaluation(() => ({ kind: 'regions', days: month, level: 'district' })))
    scope.run(() => useEvaluation(() => ({ kind: 'departments', days: month, level: 'district' })))
    await flushPromises()
    expect(call.mock.calls.map(one => one[1].level)).toEqual(['district', undefined])
    scope.stop()
  })
})

describe('a scheme that is written', () => {
  const scheme: Scheme = {
    id: 'x', kind: 'departments', name: text('Mine', '我的'), parts: [{ key: 'in_time', weight: 70, kind: 'rate' }, { key: 'due', weight: 30, kind: 'steps' }],
    steps: { default: [{ upTo: 50, points: 100 }, { upTo: null, points: 0 }] }, reworkAmong: 'due', inUse: false, isStandard: false, version: 4, changedAt: null, changedBy: null,
  }
  const kind: SchemeKind = { ...evaluation([]), kind: named('departments'), reworkChoices: ['due'], schemes: [scheme] }

  it('can be saved as it was, and goes with the version that was read', () => {
    const draft = draftOf(scheme, null)
    expect(faultsIn(draft, kind)).toEqual([])
    expect(inputOf(draft)).toMatchObject({ version: 4, parts: scheme.parts, steps: scheme.steps, reworkAmong: 'due' })
  })

  it('copied is a new one', () => {
    const draft = draftOf(scheme, { zh: '副本', en: 'Copy' })
    draft.parts[0]!.weight = 1
    expect([draft.id, inputOf(draft).version, scheme.parts[0]!.weight]).toEqual([null, undefined, 70])
  })

  it('must make 100 %, as people add up', () => {
    const draft = draftOf(scheme, null)
    draft.parts = [{ key: 'in_time', weight: 33.3, kind: 'rate' }, { key: 'due', weight: 66.7, kind: 'steps' }]
    expect([weightSum(draft), faultsIn(draft, kind)]).toEqual([100, []])
    draft.parts[0]!.weight = 30
    expect(faultsIn(draft, kind)).toEqual(['weights'])
  })

  it('needs a rate that can be told, no part twice, and no empty one', () => {
    const draft = draftOf(scheme, null)
    draft.parts = [{ key: 'missed', weight: 100, kind: 'oneMinusRate' }]
    expect(faultsIn(draft, kind)).toEqual(['noRate'])
    draft.parts = [{ key: 'in_time', weight: 50, kind: 'rate' }, { key: 'in_time', weight: 50, kind: 'rate' }]
    expect(faultsIn(draft, kind)).toEqual(['twice'])
    draft.parts = [{ key: 'in_time', weight: 100, kind: 'rate' }, { key: '', weight: null, kind: 'rate' }]
    expect(faultsIn(draft, kind)).toEqual(['part'])
  })

  it('has steps that rise and end open', () => {
    const draft = draftOf(scheme, null)
    for (const rows of [[], [{ upTo: 50, points: 1 }], [{ upTo: 9, points: 1 }, { upTo: 9, points: 1 }, { upTo: null, points: 0 }], [{ upTo: null, points: 101 }]]) {
      draft.steps = [{ key: 'default', rows }]
      expect(faultsIn(draft, kind)).toEqual(['steps'])
    }
  })
})

describe('what is hot', () => {
  it('is shown by its root, so that the rest is not lost', () => expect([strength(25, 100), strength(0, 100), strength(0, 0)]).toEqual([0.5, 0, 0]))

  it('has its peak hour', () => {
    const hours = Array.from({ length: 7 }, () => Array<number>(24).fill(0))
    expect([mostOf(hours), peakOf(hours)]).toEqual([0, null])
    hours[1]![23] = 4
    expect(peakOf(hours)).toEqual({ weekday: 2, hour: 23, count: 4 })
  })

  it('becomes closed squares on the map', () => {
    const { features } = spotFeatures([{ bounds: [1, 2, 3, 4], count: 8, density: 1, main: named('event/0110'), mainCount: 3 }])
    expect(features[0]!.geometry).toEqual({ type: 'Polygon', coordinates: [[[1, 2], [3, 2], [3, 4], [1, 4], [1, 2]]] })
    expect(features[0]!.properties).toEqual({ index: 0, count: 8, strength: 1 })
  })
})

describe('who may', () => {
  it('see the evaluation, and who change its schemes', () => {
    const of = (role: string) => [may(one => one === role, 'evaluate'), may(one => one === role, 'editSchemes')]
    expect([of('evaluator'), of('leader'), of('department')]).toEqual([[true, true], [true, false], [false, false]])
  })
})
