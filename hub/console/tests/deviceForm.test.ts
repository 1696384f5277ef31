import { describe, expect, it } from 'vitest'
import { deviceOf, emptyDevice, isDeviceId, wrongIn } from '../src/devices/deviceForm'
import { firstMessage } from '../src/devices/firstMessage'
import { readPlace } from '../src/map/place'

const filled = () => ({ ...emptyDevice(), id: 'mh-900', model: 'manhole-cover', nameEn: 'Cover 900' })

describe('the form of a device', () => {
  it('asks for id, model and a name, and for nothing else', () => {
    expect(wrongIn(emptyDevice())).toEqual(['id', 'model', 'name'])
    expect(wrongIn(filled())).toEqual([])
  })

  it.each([['mh-900', true], ['a.b_C-9', true], ['', false], ['a/b', false], ['井盖', false], ['x'.repeat(65), false]])('takes %s for an id: %s', (id, fits) => {
    expect(isDeviceId(id)).toBe(fits)
  })

  it('lets a name in one language stand for both', () => {
    expect(deviceOf(filled()).name).toEqual({ zh: 'Cover 900', en: 'Cover 900' })
    expect(deviceOf({ ...filled(), nameZh: '井盖 900' }).name).toEqual({ zh: '井盖 900', en: 'Cover 900' })
  })

  it('sends only what was filled in', () => {
    expect(deviceOf(filled())).toEqual({ id: 'mh-900', model: 'manhole-cover', name: { zh: 'Cover 900', en: 'Cover 900' } })
    expect(deviceOf({ ...filled(), lat: '31.3', lon: '120.6', componentCode: ' 320500 ', gateway: 'edge-01' }))
      .toMatchObject({ lat: 31.3, lon: 120.6, componentCode: '320500', gateway: 'edge-01' })
  })

  it('does not let a device be its own gateway', () => {
    expect(wrongIn({ ...filled(), gateway: 'mh-900' })).toEqual(['gateway'])
  })
})

describe('a typed place', () => {
  it.each([['31.3', '', 'wrong'], ['91', '120', 'wrong'], ['0', '0', 'wrong'], ['north', '120', 'wrong'], [' ', '', null]])('%s, %s is %s', (lat, lon, is) => {
    expect(readPlace(lat, lon)).toBe(is)
  })

  it('is read as degrees', () => expect(readPlace(' 31.30 ', '-120.6')).toEqual({ lat: 31.3, lon: -120.6 }))
})

describe('the first message of a device', () => {
  const from = (model: string, token = 'secret') => firstMessage({ id: 'd-1', model, token, host: 'hub.example', port: 1884, place: { lat: 31.3, lon: 120.6 } })

  it('is published as the device, to its own topic', () => {
    expect(from('manhole-cover')).toContain("-h 'hub.example' -p 1884 -q 1 -i 'd-1' -u 'd-1' -P 'secret'")
    expect(from('manhole-cover')).toContain("-t 'urbangrid/v1/d-1/telemetry'")
  })

  it('is a position from where a vehicle is registered, and a frame from a camera', () => {
    expect(from('vehicle-terminal')).toContain('"lat":31.300000,"lon":120.600000')
    expect(from('camera')).toContain('urbangrid/v1/d-1/frame/')
  })

  it('cannot be broken out of by what is in it', () => {
    expect(from('generic', "a'b")).toContain("-P 'a'\\''b'")
  })
})
