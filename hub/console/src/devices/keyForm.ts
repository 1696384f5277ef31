import type { Approval, NewProvisioningKey } from '../api/devices'
import { fromLocal } from '../time/local'

export interface KeyForm { name: string; model: string | null; approval: Approval; expires: string; maxUses: string }
export type KeyField = 'name' | 'model' | 'expires' | 'maxUses'

export const emptyKey = (): KeyForm => ({ name: '', model: null, approval: 'manual', expires: '', maxUses: '' })

/** What the hub would refuse; `now` and the end are compared in the city's zone. */
export function wrongIn(form: KeyForm, zone: string, now: number): KeyField[] {
  const end = form.expires ? fromLocal(form.expires, zone) : null
  const wrong: Record<KeyField, boolean> = {
    name: form.name.trim() === '',
    model: form.model === null,
    expires: form.expires !== '' && (end === null || end <= now),
    maxUses: form.maxUses.trim() !== '' && !/^[1-9]\d{0,6}$/.test(form.maxUses.trim()),
  }
  return (Object.keys(wrong) as KeyField[]).filter(field => wrong[field])
}

export const keyOf = (form: KeyForm, zone: string): NewProvisioningKey => ({
  name: form.name.trim(), model: form.model!, approval: form.approval,
  expiresAt: form.expires ? fromLocal(form.expires, zone) : null,
  maxUses: form.maxUses.trim() ? Number(form.maxUses) : null,
})
