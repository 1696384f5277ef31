import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { sanitationCalls, vehicleCalls } from '../src/api'
import type { DayFigures, DayReport, PlanInput, ReportPlan, WorkKind, WorkPlan, WorkResult } from '../src/api/sanitation'
import CoverageBar from '../src/components/sanitation/CoverageBar.vue'
import PlanCard from '../src/components/sanitation/PlanCard.vue'
import { i18n } from '../src/i18n'
import { boundsOf, planFeatures, trackFeatures } from '../src/sanitation/features'
import { percent, told } from '../src/sanitation/figures'
import { faultsIn, inputOf, newPlan, newStop, ofKind, tagsOf, withParts, withRoad } from '../src/sanitation/plan'
import { useWorkDay } from '../src/sanitation/useWorkDay'
import { may } from '../src/users/permissions'
import { named, text } from './samples'

afterEach(() => { vi.restoreAllMocks(); vi.useRealTimers() })

const sweeping: WorkKind = { key: 'sweeping', name: text('Sweeping'), minKmh: 3, maxKmh: 20, toleranceM: 25, source: '' }
const washing: WorkKind = { ...sweeping, key: 'washing', maxKmh: 15 }
const road = { code: 'R1', name_zh: '一路', name_en: 'Road 1' }
const line: [number, number][] = [[120, 31], [120.01, 31]]
const ground = (planned: number, inTime = 0, late = 0, open = 0) => ({ planned, inTime, late, open, covered: inTime + late, missed: planned - inTime - late - open })
const figures = (changes: Partial<DayFigures> = {}): DayFigures => ({
  streets: ground(1000, 500, 200, 100), areas: ground(0), stops: ground(0), bins: 0, weighed: 0, weightKg: 0, coverage: 0.7, inTimeShare: 0.5, ...changes,
})
const complete = (): PlanInput => ({ ...withRoad(newPlan(sweeping), road, line), name: { zh: '机扫', en: '' }, vehicles: { ids: ['v'], kinds: [] } })

describe('a plan', () => {
  it('begins with what its kind says, and takes over what another kind says', () => {
    expect(newPlan(sweeping)).toMatchObject({ kind: 'sweeping', minKmh: 3, maxKmh: 20, toleranceM: 25, days: [1, 2, 3, 4, 5, 6, 7] })
    expect(ofKind(newPlan(sweeping), washing)).toMatchObject({ kind: 'washing', maxKmh: 15 })
  })

  it('takes a road that is clicked, and gives it back when it is clicked again', () => {
    const once = withRoad(newPlan(sweeping), road, line)
    expect(once.routes).toEqual([{ name: { zh: '一路', en: 'Road 1' }, grade: null, hours: [], roads: ['R1'], lines: [line] }])
    expect(withRoad(once, road, line).routes).toEqual([])
  })

  it('takes what a file holds besides what it has', () => {
    const parts = { routes: [{ name: text('A'), lines: [line] }], areas: [], stops: [{ name: text('S'), lon: 120, lat: 31, bins: ['T'] }], skipped: 0 }
    const plan = withParts(complete(), parts as never)
    expect(plan.routes.map(one => [one.name.en, one.hours, one.roads])).toEqual([['Road 1', [], ['R1']], ['A', [], []]])
    expect(plan.stops[0]).toMatchObject({ owner: null, bins: ['T'] })
  })

  it('says what is missing before it is sent', () => {
    expect(faultsIn(complete())).toEqual([])
    expect(faultsIn(newPlan(sweeping))).toEqual(['name', 'vehicles', 'parts'])
    expect(faultsIn({ ...complete(), days: [], minKmh: 20 })).toEqual(['days', 'speed'])
    for (const [from, to, wrong] of [['05:00', '07:00', false], ['22:00', '02:00', false], ['00:00', '24:00', false], ['7:00', '09:00', true], ['07:00', '07:00', true], ['07:00', '24:30', true], ['24:00', '05:00', true]] as const)
      expect(faultsIn({ ...complete(), hours: [{ from, to }] }).includes('hours'), `${from}–${to}`).toBe(wrong)
  })

  it('is sent without its id, as a copy', () => {
    const stored = { ...complete(), id: 'a', version: 3, validFrom: '2026-03-02' } as WorkPlan
    const input = inputOf(stored)
    expect(input).toMatchObject({ version: 3, validFrom: '2026-03-02' })
    expect('id' in input).toBe(false)
    expect(input.routes).not.toBe(stored.routes)
  })

  it('reads tags however they are separated', () => {
    expect(tagsOf(' e1, E2；e1\nE3 ')).toEqual(['E1', 'E2', 'E3'])
    expect(newStop(120.123456789, 31, text('S'))).toMatchObject({ lon: 120.1234568, bins: [] })
  })
})

describe('figures', () => {
  it('tell of streets, else of areas, else of collection points', () => {
    expect(told(figures())).toEqual({ of: 'streets', planned: 1000, shares: { covered: 0.5, late: 0.2, missed: 0.2, open: 0.1 } })
    expect(told(figures({ streets: ground(0), areas: ground(100, 40) })).of).toBe('areas')
    expect(told(figures({ streets: ground(0), stops: ground(4, 3) })).shares.missed).toBe(0.25)
    expect(told(figures({ streets: ground(0) })).shares.covered).toBe(0)
    expect([percent(0.5), percent(null)]).toEqual(['50.0%', '–'])
  })

  it('are drawn as wide as their shares', () => {
    const bar = mount(CoverageBar, { props: { figures: figures() }, global: { plugins: [i18n] } })
    expect(bar.findAll('i').map(one => [one.classes()[0], (one.element as HTMLElement).style.width])).toEqual([['covered', '50%'], ['late', '20%'], ['missed', '20%'], ['open', '10%']])
  })

  it('stand on the card of a plan', async () => {
    const plan = { plan: named('p', 'Plan'), kind: named('sweeping', 'Sweeping'), department: null, vehicles: 1, drivenM: 5000, planVersion: 1, computedAt: 0, kept: true,
      figures: figures({ bins: 3, weightKg: 450, stops: ground(5, 3) }) } as ReportPlan
    const card = mount(PlanCard, { props: { plan, chosen: false }, global: { plugins: [i18n] } })
    expect(card.get('[data-testid=share]').text()).toBe('70.0%')
    expect(card.get('[data-testid=bins]').text()).toContain('0.450')
    await card.trigger('click')
    expect(card.emitted('choose')).toHaveLength(1)
  })
})

describe('the map', () => {
  it('breaks a track where the vehicle was silent', () => {
    const lines = trackFeatures([[[0, 120, 31], [60_000, 120.1, 31], [600_000, 121, 31], [610_000, 121.1, 31]], [[0, 1, 1]]])
    expect(lines.features.map(one => (one.geometry as GeoJSON.LineString).coordinates)).toEqual([[[120, 31], [120.1, 31]], [[121, 31], [121.1, 31]]])
  })

  it('shows all of a plan', () => {
    const plan = { ...complete(), stops: [newStop(119, 30, text('S'))], areas: [{ name: text('A'), points: [[120, 31], [121, 31], [121, 33]] as [number, number][] }] }
    const drawn = planFeatures(plan, name => name.en)
    expect((drawn.areas.features[0]!.geometry as GeoJSON.Polygon).coordinates[0]).toHaveLength(4)
    expect(boundsOf(drawn.routes, drawn.areas, drawn.stops)).toEqual([119, 30, 121, 33])
    expect(boundsOf()).toBeNull()
  })
})

describe('a day of work', () => {
  const report = (date: string): DayReport => ({ date, plans: [], departments: [], total: { department: null, plans: 0, figures: figures(), vehicles: 0, drivenM: 0 } })
  const result = (plan: string, date: string) => ({ plan: named(plan), date, vehicles: [{ id: 'v', firstAt: 1, lastAt: 5 }, { id: 'w', firstAt: null, lastAt: null }] }) as unknown as WorkResult

  it('loads the report, the chosen plan and the tracks of its vehicles, and again while it is today', async () => {
    vi.useFakeTimers()
    const asked = vi.spyOn(sanitationCalls, 'report').mockImplementation(async date => report(date))
    vi.spyOn(sanitationCalls, 'result').mockImplementation(async (plan, date) => result(plan, date))
    const tracked = vi.spyOn(vehicleCalls, 'track').mockResolvedValue({ points: [[1, 2, 3, null]] })
    const day = ref('2026-03-02')
    const scope = effectScope()
    const desk = scope.run(() => useWorkDay(() => day.value, () => '2026-03-02', () => 'p'))!
    await flushPromises()
    expect([desk.report.value?.date, desk.result.value?.plan.key, desk.tracks.value]).toEqual(['2026-03-02', 'p', [[[1, 2, 3]]]])
    expect(tracked.mock.calls).toEqual([['v', 1, 6]])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).toHaveBeenCalledTimes(2)

    day.value = '2026-03-01'
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked.mock.calls.map(call => call[0])).toEqual(['2026-03-02', '2026-03-02', '2026-03-01'])
    scope.stop()
  })

  it('says why there is nothing to show', async () => {
    vi.spyOn(sanitationCalls, 'report').mockRejectedValue(new Error('no telemetry'))
    const scope = effectScope()
    const desk = scope.run(() => useWorkDay(() => '2026-03-01', () => '2026-03-02', () => null))!
    await flushPromises()
    expect(desk.failure.value).toBe('no telemetry')
    scope.stop()
  })
})

it('is looked at by those who plan, answer for, check and lead, and planned by dispatchers and administrators', () => {
  const as = (role: string) => (one: string) => one === role
  expect(['dispatcher', 'department', 'evaluator', 'leader', 'collector'].map(role => may(as(role), 'sanitation'))).toEqual([true, true, true, true, false])
  expect(['dispatcher', 'admin', 'leader'].map(role => may(as(role), 'planWork'))).toEqual([true, true, false])
})
