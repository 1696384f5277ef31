import { describe, expect, it } from 'vitest'
import type { VehicleReport } from '../src/api/vehicles'
import { barsOf, cellText, inOrder, replayOf, shownColumns, sums } from '../src/vehicles/reports/table'
import { text } from './samples'

const report: VehicleReport = {
  columns: [
    { key: 'vehicle', name: text('Vehicle'), value: 'text' }, { key: 'kind', name: text('Kind'), value: 'label' },
    { key: 'startAt', name: text('Begin'), value: 'moment' }, { key: 'distanceKm', name: text('Distance'), unit: 'km', value: 'number' },
    { key: 'maxKmh', name: text('Highest speed'), unit: 'km/h', value: 'number' },
  ],
  rows: [
    ['V2', text('Muck truck', '渣土车'), 1_700_000_000_000, 20.25, 60],
    ['V10', null, 1_700_000_100_000, 5, 40],
    ['V2', text('Sweeper', '清扫车'), null, 10, null],
  ],
  total: 3,
}

describe('a report of vehicles', () => {
  it('writes each cell as people read it', () => {
    const row = report.rows[0]!
    expect(report.columns.map((column, n) => cellText(row[n], column)).filter((_, n) => n !== 2)).toEqual(['V2', 'Muck truck', '20.3', '60'])
    expect(cellText(row[2], report.columns[2]!)).toMatch(/Nov/)
    expect(cellText(null, report.columns[0]!)).toBe('')
  })

  it('adds up what can be added up, and no speeds', () => expect(sums(report)).toEqual([null, null, null, 35.25, null]))

  it('sorts by a heading, with what is missing last either way', () => {
    expect(inOrder(report, { column: 0, down: false }, 'en').map(one => one[0])).toEqual(['V2', 'V2', 'V10'])
    expect(inOrder(report, { column: 4, down: true }, 'en').map(one => one[4])).toEqual([60, 40, null])
    expect(inOrder(report, { column: 4, down: false }, 'en').map(one => one[4])).toEqual([40, 60, null])
  })

  it('leaves out figures that no vehicle has', () => {
    const water: VehicleReport = { ...report, columns: [...report.columns, { key: 'waterL', name: text('Water'), value: 'number' }], rows: report.rows.map(row => [...row, null]) }
    expect(shownColumns(water).map(one => one.column.key)).toEqual(['vehicle', 'kind', 'startAt', 'distanceKm', 'maxKmh'])
  })

  it('leads to the replay of its day, at its moment', () => {
    const day = Date.UTC(2023, 10, 13, 16)
    expect(replayOf(report, report.rows[0]!, 'Asia/Shanghai')).toEqual({ id: 'V2', query: { from: day + 86_400_000, to: day + 2 * 86_400_000, at: 1_700_000_000_000 } })
    expect(replayOf(report, report.rows[2]!, 'Asia/Shanghai')).toEqual({ id: 'V2', query: {} })
  })

  it('names severities in words', () => expect(cellText('major', { key: 'severity', name: text('Severity'), value: 'text' })).toBe('Major'))

  it('shows the longest bars of its figure, by vehicle', () => {
    expect(barsOf(report, 'mileage')).toEqual({ bars: [{ label: 'V2', value: 30.25 }, { label: 'V10', value: 5 }], unit: 'km' })
    expect(barsOf(report, 'alarms').bars).toEqual([{ label: 'V2', value: 2 }, { label: 'V10', value: 1 }])
  })
})
