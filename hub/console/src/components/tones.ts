import type { CaseSummary, Health, Incident, Light } from '../api/types'
import type { IconName } from './icons'

type Tone = 'red' | 'orange' | 'yellow' | 'green' | 'accent' | ''

/** Colours as the map needs them; the same values as in theme.css. */
export const colour = {
  red: '#ff5c64', orange: '#ff9248', yellow: '#f2c14b', green: '#34c98a', accent: '#5ab0ff', grey: '#71859b',
} as const

const severities: Record<string, Tone> = { critical: 'red', major: 'orange', minor: 'yellow' }
export const severityTone = (severity: string): Tone => severities[severity] ?? ''
export const severityColour = (severity: Incident['severity']): string =>
  ({ critical: colour.red, major: colour.orange, minor: colour.yellow })[severity] ?? colour.orange

export const lightColour: Record<Light, string> = { green: colour.green, yellow: colour.yellow, red: colour.red }

export const healthTone: Record<Health, Tone> = { online: 'green', suspect: 'yellow', offline: 'red', unknown: '' }
export const healthColour: Record<Health, string> = {
  online: colour.green, suspect: colour.yellow, offline: colour.red, unknown: colour.grey,
}

export const incidentIcon: Record<Incident['source'], IconName> = { camera: 'camera', sensor: 'sensor', fused: 'fused' }

const caseIcons: Record<string, IconName> = {
  camera: 'camera', sensor: 'sensor', collector: 'collector', public: 'public', leader: 'leader',
}
export const caseIcon = (one: Pick<CaseSummary, 'source'>): IconName => caseIcons[one.source.key] ?? 'cases'
