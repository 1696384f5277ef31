import type { NewDevice } from '../api/devices'
import { readPlace } from '../map/place'

/** What is typed to register a device; empty is left out. */
export interface DeviceForm {
  id: string
  model: string | null
  nameZh: string
  nameEn: string
  lat: string
  lon: string
  componentCode: string
  gateway: string
}
export type DeviceField = 'id' | 'model' | 'name' | 'place' | 'gateway'

export const emptyDevice = (): DeviceForm =>
  ({ id: '', model: null, nameZh: '', nameEn: '', lat: '', lon: '', componentCode: '', gateway: '' })

/** An id is one level of an MQTT topic: at most 64 letters, digits, `-`, `_`, `.`. */
export const isDeviceId = (id: string): boolean => /^[A-Za-z0-9._-]{1,64}$/.test(id)

/** What the hub would refuse. */
export function wrongIn(form: DeviceForm): DeviceField[] {
  const gateway = form.gateway.trim()
  const wrong: Record<DeviceField, boolean> = {
    id: !isDeviceId(form.id.trim()),
    model: form.model === null,
    name: form.nameZh.trim() === '' && form.nameEn.trim() === '',
    place: readPlace(form.lat, form.lon) === 'wrong',
    gateway: gateway !== '' && (!isDeviceId(gateway) || gateway === form.id.trim()),
  }
  return (Object.keys(wrong) as DeviceField[]).filter(field => wrong[field])
}

/** The body of a form with nothing wrong in it. A name given in one language stands for both. */
export function deviceOf(form: DeviceForm): NewDevice {
  const place = readPlace(form.lat, form.lon)
  const zh = form.nameZh.trim(), en = form.nameEn.trim(), componentCode = form.componentCode.trim(), gateway = form.gateway.trim()
  return {
    id: form.id.trim(), model: form.model!, name: { zh: zh || en, en: en || zh },
    ...(place && place !== 'wrong' ? place : {}), ...(componentCode ? { componentCode } : {}), ...(gateway ? { gateway } : {}),
  }
}
