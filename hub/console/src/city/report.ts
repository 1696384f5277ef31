import type { CityFault, CityReport } from '../api/places'
import { i18n } from '../i18n'

export interface ReportLine extends CityFault { severity: 'error' | 'warning' }

/** Errors first, then warnings, as one list. */
export const linesOf = (report: CityReport): ReportLine[] => [
  ...report.errors.map(one => ({ ...one, severity: 'error' as const })),
  ...report.warnings.map(one => ({ ...one, severity: 'warning' as const })),
]

/** Whether a report may be followed by the import itself. */
export const importable = (report: CityReport | null): boolean => report !== null && !report.imported && report.errorCount === 0 && report.files.length > 0

/** What is wrong with a choice of files before they are sent: names that are none of a city's. */
export const strangers = (files: { name: string }[], known: string[]): string[] =>
  files.map(one => one.name).filter(name => !known.some(other => other.toLowerCase() === name.toLowerCase()))

/** `line 12` and `feature 3` as the reader counts them; anything else as it is. */
export function whereText(where: string): string {
  const [, unit, n] = /^(line|feature) (\d+)$/.exec(where) ?? []
  return unit ? i18n.global.t(`city.at.${unit}`, { n }) : where
}

/** Square metres for people; below one with two digits. */
export const squareMetres = (area: number | null): string =>
  area === null ? '' : `${area < 1 ? area.toFixed(2) : Math.round(area).toLocaleString('en').replace(/,/g, ' ')} m²`
