import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import StatusLight from '../src/components/StatusLight.vue'
import { i18n, setLocale } from '../src/i18n'
import { clockFace } from '../src/time/clock'
import { agoText, durationText } from '../src/time/duration'
import { clock } from './samples'

const minute = 60_000
const hour = 60 * minute

describe('a duration', () => {
  it.each([
    [45_000, '45 s', '45 秒'],
    [20 * minute, '20 min', '20 分'],
    [hour + 42 * minute, '1 h 42 min', '1 小时 42 分'],
    [3 * hour, '3 h', '3 小时'],
    [52 * hour + 5 * minute, '2 d 4 h', '2 天 4 小时'],
  ])('of %d ms reads %s and %s', (span, en, zh) => {
    expect(durationText(span)).toBe(en)
    setLocale('zh-CN')
    expect(durationText(span)).toBe(zh)
  })

  it('in the past reads as ago', () => {
    expect(agoText(0, 2_000)).toBe('just now')
    expect(agoText(0, 3 * minute)).toBe('3 min ago')
    setLocale('zh-CN')
    expect(agoText(0, 3 * minute)).toBe('3 分前')
  })
})

describe('a case clock', () => {
  it('counts down to its deadline with the light of the hub', () => {
    expect(clockFace(clock({ deadline: 102 * minute }), 0)).toMatchObject({ text: '1 h 42 min left', light: 'green', overdue: false })
    setLocale('zh-CN')
    expect(clockFace(clock({ deadline: 102 * minute, light: 'yellow' }), 0)).toMatchObject({ text: '剩余 1 小时 42 分', light: 'yellow' })
  })

  it('turns red at the deadline, whatever the hub said last', () => {
    const face = clockFace(clock({ deadline: hour, light: 'yellow', usedShare: 0.97 }), hour + 20 * minute)
    expect(face).toEqual({ text: 'overdue 20 min', light: 'red', overdue: true, share: 1 })
  })

  it('keeps its light once it has stopped', () => {
    expect(clockFace(clock({ deadline: hour, stopped: true, light: 'green', usedShare: 0.6 }), 9 * hour))
      .toEqual({ text: 'stopped', light: 'green', overdue: false, share: 0.6 })
  })

  it('that has not started says so', () => {
    expect(clockFace(clock({ startedAt: null, deadline: null, stopped: true, usedShare: 0 }), 0).text).toBe('not started')
  })
})

describe('a light', () => {
  it.each(['green', 'yellow', 'red'] as const)('%s is told by its name too, not by colour alone', light => {
    const shown = mount(StatusLight, { props: { light }, global: { plugins: [i18n] } })
    expect(shown.classes()).toContain(light)
    expect(shown.attributes('aria-label')!.toLowerCase()).toContain(light)
  })
})
