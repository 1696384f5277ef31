import type { LocalText } from '../../api/types'
import type { ReportCell, ReportColumn, ReportKind, VehicleReport } from '../../api/vehicles'
import { say } from '../../i18n'
import { at, number } from '../../time/format'

export const reportKinds: readonly ReportKind[] = ['mileage', 'trips', 'stops', 'alarms']
/** The figure of a report that its bars show, the first of these that it has. */
const measures: Record<ReportKind, readonly string[]> = {
  mileage: ['distanceKm'], trips: ['distanceKm'], stops: ['minutes', 'idleMinutes'], alarms: ['minutes'],
}
/** Figures that would say nothing if they were added up. */
const unsummable = /kmh$|^days$|^mean|^max/i

const isText = (cell: ReportCell): cell is LocalText => typeof cell === 'object' && cell !== null && 'zh' in cell

/** A cell as people read it. */
export function cellText(cell: ReportCell | undefined, column: ReportColumn): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (isText(cell)) return say(cell)
  if (column.value === 'moment') return at(Number(cell), 'dateTime')
  return typeof cell === 'number' ? number(cell, Math.abs(cell) >= 100 || Number.isInteger(cell) ? 0 : 1) : String(cell)
}

/** The sum of each column that can be added up; null for the others. */
export function sums({ columns, rows }: VehicleReport): (number | null)[] {
  return columns.map((column, n) => {
    if (column.value !== 'number' || unsummable.test(column.key)) return null
    return rows.reduce((sum, row) => sum + (typeof row[n] === 'number' ? row[n] : 0), 0)
  })
}

export interface Sorting { column: number; down: boolean }
/** The rows in the order of a column; what is missing comes last. */
export function inOrder({ columns, rows }: VehicleReport, sorting: Sorting | null, language: string): ReportCell[][] {
  if (!sorting) return rows
  const { column, down } = sorting
  const compare = new Intl.Collator(language, { numeric: true }).compare
  const empty = (cell: ReportCell | undefined) => cell === null || cell === undefined || cell === ''
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]]
    if (empty(x) || empty(y)) return Number(empty(x)) - Number(empty(y))
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(cellText(x, columns[column]!), cellText(y, columns[column]!))
    return down ? -order : order
  })
}

/** A vehicle, or an alarm, and how much of it there is. */
export interface Bar { label: string; value: number }
/** The longest bars of a report: the sum of its figure by the name of each row; of alarms, how many. */
export function barsOf(report: VehicleReport, kind: ReportKind, most = 12): { bars: Bar[]; unit: string } {
  const { columns, rows } = report
  const measure = kind === 'alarms' ? -1 : measures[kind].map(key => columns.findIndex(one => one.key === key)).find(index => index >= 0) ?? -1
  const label = ['plate', 'vehicle', 'name'].map(key => columns.findIndex(one => one.key === key)).find(index => index >= 0) ?? 0
  const name = columns.findIndex(one => one.key === 'name')
  const totals = new Map<string, number>()
  for (const row of rows) {
    const text = cellText(row[label], columns[label]!) || (name >= 0 ? cellText(row[name], columns[name]!) : '')
    totals.set(text, (totals.get(text) ?? 0) + (measure < 0 ? 1 : Number(row[measure] ?? 0)))
  }
  return {
    bars: [...totals].map(([text, value]) => ({ label: text, value })).filter(one => one.value > 0).sort((a, b) => b.value - a.value).slice(0, most),
    unit: measure < 0 ? '' : columns[measure]!.unit ?? '',
  }
}
