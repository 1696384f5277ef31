import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Vehicle } from '../src/api/types'
import VehiclePanel from '../src/components/vehicles/VehiclePanel.vue'
import { i18n, setLocale } from '../src/i18n'
import { useVehicles } from '../src/stores/vehicles'
import { everything, type FleetFilter } from '../src/vehicles/fleetFilter'
import { fakeHub, text } from './samples'

const vehicle = (n: number, changes: Partial<Vehicle> = {}): Vehicle => ({
  id: `v${n}`, name: text(`Vehicle ${n}`, `车辆 ${n}`), lat: 31.3, lon: 120.6, speedKmh: 30, courseDeg: 90, at: 1_000, health: 'online',
  kind: n % 2 ? 'muck' : 'sanitation', plate: `苏E${String(n).padStart(5, '0')}`, department: null, state: 'moving', ...changes,
})

describe('the list of vehicles beside the map', () => {
  afterEach(() => { vi.unstubAllGlobals(); vi.useRealTimers() })

  async function open(items: Vehicle[], filter: FleetFilter = everything()) {
    vi.stubGlobal('fetch', fakeHub({ 'GET /vehicles': { items, next: null } }).fetch)
    const vehicles = useVehicles()
    await vehicles.load()
    const panel = mount(VehiclePanel, { props: { filter, chosen: null, 'onUpdate:filter': (next: FleetFilter) => panel.setProps({ filter: next }) }, attachTo: document.body, global: { plugins: [i18n] } })
    await flushPromises()
    return { vehicles, panel, shown: () => panel.findAll('[role=option]').map(one => one.attributes('data-testid')) }
  }

  it('makes only the rows in view, of ten thousand', async () => {
    const { panel, shown } = await open(Array.from({ length: 10_000 }, (_, n) => vehicle(n)))
    expect(shown().length).toBeLessThan(60)
    expect(panel.get('[data-testid=vehicle-amount]').text()).toBe('10000 of 10000 vehicles')
    panel.unmount()
  })

  it('filters by a click on a kind, and counts what each would show', async () => {
    const { panel, shown } = await open([vehicle(1), vehicle(2), vehicle(3, { state: 'idle' })])
    await panel.get('[data-testid=kind-muck]').trigger('click')
    expect(shown()).toEqual(['vehicle-v1', 'vehicle-v3'])
    expect(panel.get('[data-testid=state-moving] b').text()).toBe('1')
    expect(panel.get('[data-testid=kind-sanitation] b').text()).toBe('1')
    await panel.get('[data-testid=kind-muck]').trigger('click')
    expect(shown()).toHaveLength(3)
    panel.unmount()
  })

  it('shows a second later what the push told', async () => {
    const { vehicles, panel } = await open([vehicle(1)])
    vehicles.take({ full: false, vehicles: [['v1', 120.6, 31.3, 90, 0, 'stopped', Date.now(), 1]], gone: [] })
    vehicles.beat++
    await nextTick()
    expect(panel.find('[data-testid=state-stopped]').exists()).toBe(true)
    expect(panel.get('[data-testid=only-alarms] b').text()).toBe('1')
    panel.unmount()
  })

  it('speaks the language of its reader', async () => {
    setLocale('zh-CN')
    const { panel } = await open([vehicle(1)])
    expect(panel.text()).toContain('渣土车')
    expect(panel.text()).toContain('行驶')
    panel.unmount()
  })

  it('says what is missing when there is no vehicle', async () => {
    const { panel } = await open([])
    expect(panel.text()).toContain('No vehicles yet')
    panel.unmount()
  })
})
