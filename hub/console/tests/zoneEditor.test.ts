import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Zone } from '../src/api/hub'
import { useZoneEditor } from '../src/cameras/useZoneEditor'
import ZoneSurface from '../src/components/ZoneSurface.vue'
import { i18n } from '../src/i18n'

const square = (name: string): Zone => ({
  name, purpose: 'dumping', dwellSeconds: 30, polygon: [{ x: 0.1, y: 0.1 }, { x: 0.4, y: 0.1 }, { x: 0.4, y: 0.4 }, { x: 0.1, y: 0.4 }],
})
const named = (n: number) => `Zone ${n}`

describe('the zone editor', () => {
  it('makes a zone of what was drawn, with a name that is free, and chooses it', () => {
    const editor = useZoneEditor([square('Zone 2')])
    editor.draw()
    for (const x of [0.5, 0.9, 0.7]) editor.addCorner({ x, y: x / 2 })
    editor.finish(named)
    expect(editor.zones.value.map(one => one.name)).toEqual(['Zone 2', 'Zone 3'])
    expect([editor.chosen.value, editor.zone.value!.polygon.length, editor.drawing.value]).toEqual([1, 3, null])
  })

  it('does not finish a shape of two corners', () => {
    const editor = useZoneEditor([])
    editor.draw()
    editor.addCorner({ x: 0.1, y: 0.1 })
    editor.addCorner({ x: 0.2, y: 0.1 })
    editor.finish(named)
    expect([editor.canFinish.value, editor.zones.value.length]).toEqual([false, 0])
  })

  it('keeps every corner on the picture', () => {
    const editor = useZoneEditor([square('A')])
    editor.moveCorner(0, { x: -0.3, y: 1.7 })
    expect(editor.zone.value!.polygon[0]).toEqual({ x: 0, y: 1 })
  })

  it('takes back a whole drag at once, then the corners one by one', () => {
    const editor = useZoneEditor([square('A')])
    editor.grab()
    for (const x of [0.2, 0.25, 0.3]) editor.moveCorner(0, { x, y: 0.1 })
    editor.draw()
    editor.addCorner({ x: 0.5, y: 0.5 })
    editor.undo()
    expect(editor.drawing.value).toEqual([])
    editor.undo()
    editor.undo()
    expect(editor.zones.value).toEqual([square('A')])
    expect([editor.canUndo.value, editor.changed.value]).toEqual([false, false])
  })

  it('leaves a zone its last three corners', () => {
    const editor = useZoneEditor([square('A')])
    editor.removeCorner(0)
    editor.removeCorner(0)
    expect(editor.zone.value!.polygon.length).toBe(3)
  })

  it('deletes the chosen zone and brings it back on undo', () => {
    const editor = useZoneEditor([square('A'), square('B')])
    editor.chosen.value = 1
    editor.remove()
    expect([editor.zones.value.map(one => one.name), editor.chosen.value]).toEqual([['A'], 0])
    editor.undo()
    expect(editor.zone.value!.name).toBe('B')
  })

  it('names what the hub would refuse', () => {
    const editor = useZoneEditor([square('A'), { ...square(' A '), dwellSeconds: 0 }])
    expect(editor.faultsOf(editor.zones.value[1]!)).toEqual(['unique', 'dwell'])
    expect(editor.faulty.value).toBe(0)
    editor.zones.value[0]!.name = ' '
    expect(editor.faultsOf(editor.zones.value[0]!)).toEqual(['name'])
  })

  it('leaves what is stored alone until it is saved', () => {
    const stored = [square('A')]
    const editor = useZoneEditor(stored)
    editor.moveCorner(0, { x: 0.9, y: 0.9 })
    expect(stored).toEqual([square('A')])
    expect(editor.result()[0]!.polygon[0]).toEqual({ x: 0.9, y: 0.9 })
  })
})

describe('the drawing surface', () => {
  it('draws with the keyboard alone', async () => {
    const editor = useZoneEditor([])
    editor.draw()
    const surface = mount(ZoneSurface, { props: { editor, onFinish: () => editor.finish(named) }, global: { plugins: [i18n] } })
    for (const key of [' ', 'ArrowRight', ' ', 'ArrowDown', ' ', 'Enter']) await surface.trigger('keydown', { key })
    expect(editor.zones.value[0]!.polygon).toEqual([{ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.5 }, { x: 0.51, y: 0.51 }])
  })

  it('moves a corner with the arrow keys and takes it away with Delete', async () => {
    const editor = useZoneEditor([square('A')])
    const surface = mount(ZoneSurface, { props: { editor }, global: { plugins: [i18n] } })
    await surface.find('[data-testid=corner-1]').trigger('keydown', { key: 'ArrowRight' })
    expect(editor.zone.value!.polygon[1]!.x).toBeCloseTo(0.41)
    await surface.find('[data-testid=corner-1]').trigger('keydown', { key: 'Delete' })
    expect(editor.zone.value!.polygon.length).toBe(3)
  })
})
