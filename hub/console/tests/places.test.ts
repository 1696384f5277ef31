import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import type { CityReport, FoundPlace, PointFacts } from '../src/api/places'
import { importable, linesOf, squareMetres, strangers } from '../src/city/report'
import PlaceCard from '../src/components/map/PlaceCard.vue'
import PlaceSearch from '../src/components/map/PlaceSearch.vue'
import ReportTable from '../src/components/city/ReportTable.vue'
import { i18n } from '../src/i18n'
import { usePlaceSearch } from '../src/map/usePlaceSearch'
import { fakeHub, named, text } from './samples'

function serve(answers: Parameters<typeof fakeHub>[0]) {
  const hub = fakeHub(answers)
  vi.stubGlobal('fetch', hub.fetch)
  return hub
}

const fault = (kind: string, at: { lat: number; lon: number } | null, areaM2: number | null = null) => ({ kind, file: 'grids.geojson', where: 'feature 3', message: text('They overlap'), at, areaM2 })
const report = (changes: Partial<CityReport> = {}): CityReport => ({ imported: false, files: ['grids.geojson'], size: null, errorCount: 0, errors: [], warningCount: 0, warnings: [], ...changes })
const place = (name: string): FoundPlace => ({ kind: 'poi', code: name, name: text(name), lat: 31.3, lon: 120.6, match: 'exact', score: 1, distanceM: null, unitGrid: '320599001001001', responsibilityGrid: null, community: named('c', 'Xitang') })
const facts: PointFacts = {
  lat: 31.3, lon: 120.6, address: text('Renmin Road 12'), unitGrid: '320599001001001', responsibilityGrid: null, community: named('320599001001', 'Xitang'),
  subDistrict: named('320599001', 'Jinhe'), district: named('320599', 'District'), road: null, places: [], responsible: [{ department: named('sanitation', 'Sanitation Office'), for: [text('Street environment')] }],
}

describe('a report of the city', () => {
  it('lists errors before warnings', () =>
    expect(linesOf(report({ errors: [fault('overlap', null)], warnings: [fault('gap', null)] })).map(one => one.severity)).toEqual(['error', 'warning']))

  it('is followed by the import only if it found no error and was not taken over yet', () => {
    expect(importable(report())).toBe(true)
    expect(importable(report({ errorCount: 1 }))).toBe(false)
    expect(importable(report({ imported: true }))).toBe(false)
    expect(importable(null)).toBe(false)
  })

  it('shows the place of a line that has one', async () => {
    const table = mount(ReportTable, { props: { lines: linesOf(report({ errors: [fault('overlap', { lat: 31, lon: 120 }, 1234.5), fault('value', null)] })), chosen: null }, global: { plugins: [i18n] } })
    await table.get('[data-testid="fault-1"]').trigger('click')
    await table.get('[data-testid="fault-0"]').trigger('click')
    expect(table.emitted('choose')).toEqual([[0]])
    expect(table.text()).toContain('1 235 m²')
  })

  it.each([[null, ''], [0.25, '0.25 m²'], [12, '12 m²'], [1234567, '1 234 567 m²']])('tells %s square metres', (area, said) => expect(squareMetres(area)).toBe(said))
  it('knows files that are none of a city’s', () => expect(strangers([{ name: 'GRIDS.geojson' }, { name: 'x.csv' }], ['grids.geojson'])).toEqual(['x.csv']))
})

describe('the search for a place', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('asks once for what was typed last, with the nearer first', async () => {
    const { calls } = serve({ 'GET /geocode': { items: [place('School')] } })
    const search = effectScope().run(() => usePlaceSearch(() => ({ lat: 31, lon: 120 })))!
    for (const typed of ['S', 'Sc', 'School']) {
      search.text.value = typed
      await nextTick()
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(300)
    expect(calls.length).toBe(1)
    expect(search.found.value.map(one => one.code)).toEqual(['School'])
    search.text.value = ''
    await nextTick()
    expect(search.found.value).toEqual([])
  })

  it('tells of the last point that was asked for', async () => {
    serve({ 'GET /geocode/reverse': facts })
    const search = effectScope().run(() => usePlaceSearch(() => null))!
    const first = search.show(1, 1)
    search.close()
    await first
    expect(search.facts.value).toBeNull()
    await search.choose(place('School'))
    expect([search.facts.value?.unitGrid, search.name.value?.code]).toEqual(['320599001001001', 'School'])
  })

  it('is steered by keys', async () => {
    const box = mount(PlaceSearch, { props: { modelValue: 'x', found: [place('A'), place('B')], none: false, failure: '' }, global: { plugins: [i18n] } })
    await box.get('[data-testid="place-search"]').trigger('keydown', { key: 'ArrowDown' })
    await box.get('[data-testid="place-search"]').trigger('keydown', { key: 'Enter' })
    expect((box.emitted('choose')![0] as FoundPlace[])[0]!.code).toBe('B')
  })
})

it('a place is told with its grid, community, street and who answers for what', () => {
  const card = mount(PlaceCard, { props: { facts, place: null }, global: { plugins: [i18n] } })
  for (const said of ['Renmin Road 12', '320599001001001', '320599001001', '320599001', 'Sanitation Office', 'Street environment']) expect(card.text()).toContain(said)
})
