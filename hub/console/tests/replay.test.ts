import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { ApiClient } from '../src/api/client'
import { replayCalls } from '../src/api'
import { ReplayCalls, type Replay, type ReplayAlarm, type ReplayOutcome } from '../src/api/replays'
import ReplayAlarms from '../src/components/replay/ReplayAlarms.vue'
import { i18n } from '../src/i18n'
import { clipTime, compare, marksOf, thingsAt } from '../src/replay/clipTime'
import { emptySetup, faultOf, mostBytes, settingsOf, sourceOf } from '../src/replay/setup'
import { useReplay } from '../src/replay/useReplay'
import { fakeHub, named } from './samples'

const alarm = (id: string, changes: Partial<ReplayAlarm> = {}): ReplayAlarm => ({
  id, rule: named('left_object', 'Object left behind'), category: null, zone: 'kerb', severity: 'minor', score: 0.8, startedAt: 10, raisedAt: 20,
  clearedAt: null, box: { x: 0.1, y: 0.1, width: 0.1, height: 0.1 }, thing: null, broughtBy: null, readings: [], pictures: [], twin: null, ...changes,
})
const outcome = (...alarms: ReplayAlarm[]): ReplayOutcome => ({ zones: [], frames: 100, alarms, moreAlarms: 0, tracks: [] })
const replay = (changes: Partial<Replay> = {}): Replay => ({
  id: 'r1', state: 'watching', progress: 0.5, before: 0, clip: { name: 'street.mp4', seconds: 70, width: 640, height: 360, codec: 'h264', url: null },
  camera: null, framesPerSecond: 5, startsAt: 0, by: 'admin', createdAt: 0, finishedAt: null, failure: null, trial: null, present: null, ...changes,
})

describe('a place in a clip', () => {
  it('is minutes and seconds, with tenths where they matter', () => {
    expect([clipTime(7), clipTime(67.94), clipTime(67.94, true), clipTime(600)]).toEqual(['0:07', '1:07', '1:07.9', '10:00'])
  })

  it('has the things that are there, and says whether they were reported by then', () => {
    const all = [alarm('a'), alarm('b', { startedAt: 30, raisedAt: 35 }), alarm('c', { clearedAt: 25 })]
    expect(thingsAt(all, 15).map(one => [one.alarm.id, one.phase])).toEqual([['a', 'waiting'], ['c', 'waiting']])
    expect(thingsAt(all, 36).map(one => [one.alarm.id, one.phase])).toEqual([['a', 'raised'], ['b', 'raised']])
  })

  it('is marked about eight times on the ruler', () => {
    expect(marksOf(70)).toEqual([0, 10, 20, 30, 40, 50, 60, 70])
    expect(marksOf(1800).length).toBeLessThan(10)
  })
})

describe('the effect of changed zones', () => {
  it('is what comes in addition and what falls away', () => {
    expect(compare(outcome(alarm('a', { twin: 'x' }), alarm('b')), outcome(alarm('x', { twin: 'a' }), alarm('y'), alarm('z'))))
      .toEqual({ same: 1, added: 1, gone: 2 })
  })

  it('is marked at each alarm', () => {
    const list = (side: 'trial' | 'present') => mount(ReplayAlarms, {
      props: { title: '', outcome: outcome(alarm('a'), alarm('b', { twin: 'x' })), side, compared: true, chosen: null }, global: { plugins: [i18n] },
    }).findAll('li').map(one => one.find('strong .chip').exists() ? one.find('strong .chip').text() : '')
    expect(list('trial')).toEqual(['in addition', ''])
    expect(list('present')).toEqual(['falls away', ''])
  })
})

describe('what is sent for a replay', () => {
  it('compares only where a camera has other zones', () => {
    expect(settingsOf({ ...emptySetup(), camera: 'cam-01' })).toEqual({ framesPerSecond: 5, compare: false, camera: 'cam-01' })
    expect(settingsOf({ ...emptySetup(), camera: 'cam-01', zones: [] }).compare).toBe(true)
    expect(settingsOf({ ...emptySetup(), zones: [] }).compare).toBe(false)
  })

  it('is refused here when there is no clip, or one that the hub would not take', () => {
    const large = new File([''], 'big.mp4')
    Object.defineProperty(large, 'size', { value: mostBytes + 1 })
    expect([faultOf(emptySetup()), faultOf({ ...emptySetup(), file: large }), faultOf({ ...emptySetup(), again: 'r1' })]).toEqual(['clip', 'large', null])
  })

  it('has the settings before the clip, so that a fault is told before it is sent', async () => {
    const { fetch, calls } = fakeHub({ 'POST /replays': replay() })
    const client = new ApiClient({ base: '/api/v1', fetch, locale: () => 'en', csrfToken: () => 't' })
    await new ReplayCalls(client).start(sourceOf({ ...emptySetup(), file: new File(['x'], 'street.mp4') }), { framesPerSecond: 2, compare: false })
    const form = calls[0]!.body as FormData
    expect([...form.keys()]).toEqual(['settings', 'file'])
    expect(JSON.parse(String(form.get('settings')))).toEqual({ framesPerSecond: 2, compare: false })
  })
})

describe('a replay on the page', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks() })

  it('is asked for until it is over', async () => {
    const states: Replay['state'][] = ['queued', 'watching', 'done']
    const find = vi.spyOn(replayCalls, 'find').mockImplementation(() => Promise.resolve(replay({ state: states.shift() ?? 'done' })))
    const scope = effectScope()
    const page = scope.run(() => useReplay(() => 'r1'))!
    await vi.advanceTimersByTimeAsync(10)
    expect(page.running.value).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect([page.replay.value!.state, page.running.value, find.mock.calls.length]).toEqual(['done', false, 3])
    scope.stop()
  })
})
