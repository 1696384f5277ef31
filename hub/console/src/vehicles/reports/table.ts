import type { LocalText } from '../../api/types'
import type { ReportCell, ReportColumn, ReportKind, VehicleReport } from '../../api/vehicles'
import { addDays, dayAt } from '../../evaluation/period'
import { i18n, say } from '../../i18n'
import { at, number } from '../../time/format'
import { fromLocal } from '../../time/local'

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
  if (column.key === 'severity' && i18n.global.te(`severity.${String(cell)}`)) return i18n.global.t(`severity.${String(cell)}`)
  if (column.value === 'moment') return at(Number(cell), 'dateTime')
  return typeof cell === 'number' ? number(cell, Math.abs(cell) >= 100 || Number.isInteger(cell) ? 0 : 1) : String(cell)
}

/** Columns worth their room, with their place in a row: no figures that no vehicle has. */
export function shownColumns({ columns, rows }: VehicleReport): { column: ReportColumn; n: number }[] {
  return columns.map((column, n) => ({ column, n })).filter(({ column, n }) => column.value !== 'number' || rows.some(row => row[n] !== null && row[n] !== undefined))
}

/** Where a row can be seen driven: the day of its vehicle, at its moment; null for rows that are about no vehicle. */
export function replayOf({ columns }: VehicleReport, row: ReportCell[], zone: string): { id: string; query: Record<string, number> } | null {
  const id = row[columns.findIndex(one => one.key === 'vehicle')]
  if (typeof id !== 'string') return null
  const moment = row[columns.findIndex(one => one.key === 'startAt')]
  if (typeof moment !== 'number') return { id, query: {} }
  const day = dayAt(moment, zone)
  const [from, to] = [fromLocal(`${day}T00:00`, zone), fromLocal(`${addDays(day, 1)}T00:00`, zone)]
  return { id, query: from === null || to === null ? {} : { from, to, at: moment } }
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
