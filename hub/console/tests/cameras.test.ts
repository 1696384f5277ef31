import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, effectScope, nextTick, ref } from 'vue'
import { CameraCalls, type ComponentFeature, type OverlayRegion } from '../src/api/cameras'
import { ApiClient, ApiError } from '../src/api/client'
import type { Zone } from '../src/api/hub'
import { unitOf } from '../src/cameras/dwell'
import { nearbyCovers } from '../src/cameras/nearbyCovers'
import { inDrawingOrder, ringDash, usedShare } from '../src/cameras/regionLook'
import { boxBetween, useCoverEditor } from '../src/cameras/useCoverEditor'
import { usePolling } from '../src/live/usePolling'
import { useSnapshot } from '../src/cameras/useSnapshot'
import { isWatched, useZoneEditor } from '../src/cameras/useZoneEditor'
import { presetOf, presets, toggled, typedTime } from '../src/cameras/zoneHours'
import CameraOverlay from '../src/components/cameras/CameraOverlay.vue'
import DwellField from '../src/components/cameras/DwellField.vue'
import TimeField from '../src/components/cameras/TimeField.vue'
import ZoneHoursField from '../src/components/cameras/ZoneHoursField.vue'
import { i18n } from '../src/i18n'
import { fakeHub } from './samples'

const region = (changes: Partial<OverlayRegion> = {}): OverlayRegion => ({
  box: { x: 0.4, y: 0.4, width: 0.1, height: 0.1 }, state: 'counting', zone: 'kerb', ageSeconds: 20, dwellSeconds: 15, limitSeconds: 60,
  objection: null, alarmId: null, ...changes,
})
const zone = (changes: Partial<Zone> = {}): Zone => ({ name: 'kerb', purpose: 'dumping', polygon: [], dwellSeconds: 60, ...changes })

describe('a thing that stands still', () => {
  it('fills its ring by the share of the time allowed, and no further', () => {
    expect(usedShare(region())).toBe(0.25)
    expect(usedShare(region({ dwellSeconds: 90 }))).toBe(1)
    expect(usedShare(region({ limitSeconds: 0 }))).toBeNull()
    expect(ringDash(0.5, 10)).toBe('31.42 62.83')
  })

  it('is drawn over others when it is reported', () => {
    const drawn = inDrawingOrder([region({ state: 'reported' }), region({ state: 'fixture' }), region()])
    expect(drawn.map(one => one.state)).toEqual(['fixture', 'counting', 'reported'])
  })
})

describe('the overlay', () => {
  const shown = (overlay: object | null) => mount(CameraOverlay, {
    props: { zones: [zone()], overlay: overlay as never, covers: [], showZones: true, showThings: true, showCovers: true }, global: { plugins: [i18n] },
  })
  const now = { stamp: 0, foregroundShare: 0, isWatching: true, referenceIsUnlike: false }

  it('says of a zone how full it is, or why it is not looked at', () => {
    const state = (changes: object) => shown({ ...now, regions: [], zones: [{ name: 'kerb', purpose: 'dumping', occupiedShare: 0.42, isOpen: true, isSuspended: false, ...changes }] }).find('.zone').text()
    expect(state({})).toContain('42 %')
    expect(state({ isOpen: false })).toContain('out of hours')
    expect(state({ isOpen: false, isSuspended: true })).toContain('suspended')
  })

  it('says how long a thing has counted and why it is not reported', () => {
    const tag = shown({ ...now, zones: [], regions: [region({ state: 'refused', dwellSeconds: 60, objection: 'person' })] }).find('[data-testid=overlay-region]')
    expect(tag.text()).toContain('1 min / 1 min')
    expect(tag.text()).toContain('a person')
  })

  it('shows the zones alone where no detector runs here', () => {
    expect(shown(null).findAll('[data-testid=overlay-region]')).toEqual([])
    expect(shown(null).find('.zone').text()).toBe('kerb')
  })

  it('is null, not empty, when the hub has none', async () => {
    const { fetch } = fakeHub({ 'GET /cameras/cam-1/overlay': () => new Response(null, { status: 204 }) })
    const client = new ApiClient({ base: '/api/v1', fetch, locale: () => 'en', csrfToken: () => null })
    expect(await new CameraCalls(client).overlay('cam-1')).toBeNull()
  })
})

describe('asking again and again', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })
  const settle = () => vi.advanceTimersByTimeAsync(0)

  it('hides what the hub does not have and asks for it rarely', async () => {
    const ask = vi.fn(() => Promise.reject(new ApiError(404, null, 'gone')))
    const scope = effectScope()
    const { value, failure } = scope.run(() => usePolling(() => 'cam-1', ask, 1_000))!
    await settle()
    await vi.advanceTimersByTimeAsync(14_000)
    expect([value.value, failure.value, ask.mock.calls.length]).toEqual([null, '', 1])
    await vi.advanceTimersByTimeAsync(1_500)
    expect(ask).toHaveBeenCalledTimes(2)
    scope.stop()
  })

  it('never asks twice at once, and stops with the page', async () => {
    let answer: (value: number) => void = () => {}
    const ask = vi.fn(() => new Promise<number>(resolve => { answer = resolve }))
    const scope = effectScope()
    const { value } = scope.run(() => usePolling(() => 'cam-1', ask, 1_000))!
    await vi.advanceTimersByTimeAsync(10_000)
    expect(ask).toHaveBeenCalledTimes(1)
    answer(7)
    await settle()
    expect(value.value).toBe(7)
    scope.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('throws away an answer about the camera before', async () => {
    const camera = ref('cam-1')
    const answers: Record<string, (value: string) => void> = {}
    const scope = effectScope()
    const { value } = scope.run(() => usePolling(() => camera.value, key => new Promise<string>(resolve => { answers[key] = resolve }), 1_000))!
    camera.value = 'cam-2'
    await settle()
    answers['cam-2']!('two')
    answers['cam-1']!('one')
    await settle()
    expect(value.value).toBe('two')
    scope.stop()
  })
})

describe('the picture of a tile', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

  it('is fetched only while the tile is on the screen', async () => {
    let tell: (entries: { isIntersecting: boolean }[]) => void = () => {}
    vi.stubGlobal('IntersectionObserver', class {
      constructor(listen: typeof tell) { tell = listen }
      observe(): void {}
      disconnect(): void {}
    })
    const Tile = defineComponent({
      setup() {
        const element = ref<HTMLElement | null>(null)
        return { element, ...useSnapshot(() => 'cam-1', element) }
      },
      template: '<div ref="element"><img v-if="source" :src="source" @load="loaded"></div>',
    })
    const tile = mount(Tile)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tile.find('img').exists()).toBe(false)
    tell([{ isIntersecting: true }])
    await nextTick()
    const first = tile.find('img').attributes('src')
    expect(first).toContain('/cameras/cam-1/snapshot.jpg')
    await tile.find('img').trigger('load')
    await vi.advanceTimersByTimeAsync(5_100)
    const second = tile.find('img').attributes('src')
    expect(second).not.toBe(first)
    tell([{ isIntersecting: false }])
    await tile.find('img').trigger('load')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tile.find('img').attributes('src')).toBe(second)
    tile.unmount()
  })
})

describe('hours of a zone', () => {
  it('are known by their preset, however the hub writes them', () => {
    expect(presetOf(undefined)).toBe('always')
    expect(presetOf([{ days: [], from: '08:00', to: '20:00' }])).toBe('day')
    expect(presetOf(presets.night)).toBe('night')
    expect(presetOf([{ days: [6], from: '08:00:00', to: '20:00:00' }])).toBe('own')
    expect(toggled([1, 3], 2)).toEqual([1, 2, 3])
  })

  it('are set by a preset, by weekdays and by times', async () => {
    const field = mount(ZoneHoursField, {
      props: { modelValue: [], wrong: false, 'onUpdate:modelValue': (hours: unknown) => field.setProps({ modelValue: hours as never }) }, global: { plugins: [i18n] },
    })
    await field.find('[data-testid=hours-own]').trigger('click')
    await field.find('[data-testid=hours-0-day-1]').trigger('click')
    await field.find('[data-testid=hours-0-to]').setValue('22:30')
    expect(field.props('modelValue')).toEqual([{ days: [2, 3, 4, 5], from: '08:00:00', to: '22:30:00' }])
    await field.find('[data-testid=hours-night]').trigger('click')
    expect(field.props('modelValue')).toEqual(presets.night)
  })

  it('are typed and shown in 24 hours, whatever the language of the browser', async () => {
    expect(['8:30', '0830', '22：30', '23:59'].map(typedTime)).toEqual(['08:30:00', '08:30:00', '22:30:00', '23:59:00'])
    expect(['24:00', '8:60', 'noon', ''].map(typedTime)).toEqual([null, null, null, null])
    const field = mount(TimeField, {
      props: { modelValue: '20:00:00', label: 'to', testid: 'to', 'onUpdate:modelValue': (time: string) => field.setProps({ modelValue: time }) },
    })
    const input = field.find('input')
    const typeIn = (text: string) => { input.element.value = text; return input.trigger('input') }
    expect(input.element.value).toBe('20:00')
    await typeIn('9:3')
    expect(field.props('modelValue')).toBe('20:00:00')
    await typeIn('9:30')
    expect([field.props('modelValue'), input.element.value]).toEqual(['09:30:00', '9:30'])
    await input.trigger('change')
    expect(input.element.value).toBe('09:30')
    await typeIn('soon')
    await input.trigger('change')
    expect(field.props('modelValue')).toBe('soon')
  })

  it('are refused without a time, and a mask without corners too', () => {
    const editor = useZoneEditor([zone({ hours: [{ days: [], from: '', to: '20:00:00' }] }), zone({ name: 'window', purpose: 'privacy' })])
    expect(editor.faultsOf(editor.zones.value[0]!)).toEqual(['hours'])
    expect(editor.faultsOf(editor.zones.value[1]!)).toEqual(['whole'])
    expect([isWatched(zone()), isWatched(zone({ purpose: 'privacy' }))]).toEqual([true, false])
  })

  it('leave what is stored alone until they are saved', () => {
    const stored = [zone({ hours: [{ days: [1], from: '08:00:00', to: '20:00:00' }] })]
    const editor = useZoneEditor(stored)
    editor.zones.value[0]!.hours![0]!.days.push(2)
    expect(stored[0]!.hours![0]!.days).toEqual([1])
  })
})

describe('a dwell', () => {
  it('is shown in the largest unit in which it is whole', () => {
    expect([45, 90, 300, 7200].map(unitOf)).toEqual(['second', 'second', 'minute', 'hour'])
  })

  it('keeps its unit while one types', async () => {
    const field = mount(DwellField, { props: { modelValue: 300 }, global: { plugins: [i18n] } })
    const input = field.find('input')
    expect(input.element.value).toBe('5')
    await input.setValue('60')
    await input.trigger('blur')
    expect(field.emitted('update:modelValue')!.at(-1)).toEqual([3600])
  })
})

describe('the cover editor', () => {
  it('boxes a cover in whichever corner is drawn first, and keeps it on the picture', () => {
    expect(boxBetween({ x: 0.5, y: 0.75 }, { x: 0.25, y: 1.4 })).toEqual({ x: 0.25, y: 0.75, width: 0.25, height: 0.25 })
    const editor = useCoverEditor([])
    editor.finish({ x: 0.75, y: 0.5, width: 0.25, height: 0.25 }, n => `Cover ${n}`)
    editor.shift({ x: 0.5, y: 0 })
    expect(editor.cover.value!.box.x).toBe(0.75)
  })

  it('takes a slip of the hand for none', () => {
    const editor = useCoverEditor([])
    editor.finish({ x: 0.5, y: 0.5, width: 0.002, height: 0.3 }, n => `Cover ${n}`)
    expect(editor.covers.value).toEqual([])
  })

  it('sends what configures a cover and not what the hub knows of it', () => {
    const view = { name: 'A ', box: { x: 0, y: 0, width: 0.1, height: 0.1 }, componentCode: null, references: ['/x'], status: null }
    expect(useCoverEditor([view]).result()).toEqual([{ name: 'A', box: view.box, componentCode: null }])
  })

  it('has nothing left to save after it was saved', () => {
    const editor = useCoverEditor([])
    editor.finish({ x: 0.5, y: 0.5, width: 0.1, height: 0.1 }, n => `Cover ${n}`)
    expect(editor.changed.value).toBe(true)
    editor.keep()
    expect(editor.changed.value).toBe(false)
  })

  it('offers the covers near the camera first and nothing that has no cover', () => {
    const feature = (code: string, category: string, lat: number): ComponentFeature => ({ geometry: { coordinates: [120, lat] }, properties: { code, category, name_zh: '', name_en: '' } })
    const near = nearbyCovers([feature('far', 'component/0103', 31.2), feature('lamp', 'component/0137', 31), feature('near', 'component/0102', 31.001)], { lat: 31, lon: 120 })
    expect(near.map(one => one.feature.properties.code)).toEqual(['near', 'far'])
    expect(near[0]!.metres).toBeCloseTo(111, 0)
  })
})
