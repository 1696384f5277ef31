import type { NewMaintenanceWindow } from '../api/alarms'
import { fromLocal, toLocal } from '../time/local'

export type WindowTarget = 'device' | 'model' | 'grid'
export interface WindowForm { target: WindowTarget; devices: string; model: string | null; grid: string; from: string; to: string; reason: string }
export type WindowField = 'target' | 'from' | 'to' | 'reason'

/** From now on for two hours, for a device if one is given. */
export const emptyWindow = (device: string | null, now: number, zone: string): WindowForm => ({
  target: 'device', devices: device ?? '', model: null, grid: '', from: toLocal(now, zone), to: toLocal(now + 2 * 3_600_000, zone), reason: '',
})

/** Ids typed with commas, blanks or line breaks between them. */
export const idsOf = (text: string): string[] => [...new Set(text.split(/[\s,，;；]+/).filter(Boolean))]

/** What the hub would refuse. */
export function wrongIn(form: WindowForm, zone: string): WindowField[] {
  const from = fromLocal(form.from, zone), to = fromLocal(form.to, zone)
  const wrong: Record<WindowField, boolean> = {
    target: form.target === 'device' ? idsOf(form.devices).length === 0 : form.target === 'model' ? form.model === null : form.grid.trim() === '',
    from: from === null,
    to: to === null || from === null || to <= from,
    reason: form.reason.trim() === '',
  }
  return (Object.keys(wrong) as WindowField[]).filter(field => wrong[field])
}

export const windowOf = (form: WindowForm, zone: string): NewMaintenanceWindow => ({
  devices: form.target === 'device' ? idsOf(form.devices) : [],
  model: form.target === 'model' ? form.model : null,
  grid: form.target === 'grid' ? form.grid.trim() : null,
  from: fromLocal(form.from, zone)!, to: fromLocal(form.to, zone)!, reason: form.reason.trim(),
})
