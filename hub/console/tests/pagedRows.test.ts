import { describe, expect, it } from 'vitest'
import type { Page } from '../src/api/types'
import { inTurn } from '../src/lists/inTurn'
import { PagedRows } from '../src/lists/PagedRows'
import { useSelection } from '../src/lists/useSelection'
import { rowWindow } from '../src/lists/window'

interface Item { id: string; text: string }

/** A hub with so many items behind a cursor; tells which pages were asked for. */
function hubOf(total: number) {
  const asked: number[] = []
  const rows = new PagedRows<Item>({
    pageSize: 10, keep: 2, idOf: one => one.id,
    fetch: async (cursor, limit): Promise<Page<Item>> => {
      const start = cursor === null ? 0 : Number(cursor)
      asked.push(start)
      const items = Array.from({ length: Math.min(limit, total - start) }, (_, n) => ({ id: `d${start + n}`, text: '' }))
      return { items, next: start + limit < total ? String(start + limit) : null }
    },
  })
  return { rows, asked }
}
const held = (rows: PagedRows<Item>) => [...rows.held()].map(one => one.id)

describe('rows behind a cursor', () => {
  it('are fetched only as they come into view, the next page ahead', async () => {
    const { rows, asked } = hubOf(50_000)
    await rows.restart()
    expect([asked, rows.state.value.known, rows.state.value.more]).toEqual([[0], 10, true])
    await rows.show(0, 8)
    expect([asked, rows.state.value.known]).toEqual([[0, 10], 20])
    expect(rows.row(12)!.id).toBe('d12')
  })

  it('are let go far from view and fetched again where they were', async () => {
    const { rows, asked } = hubOf(50_000)
    await rows.restart()
    for (let first = 0; first < 200; first += 10) await rows.show(first, first + 9)
    expect(held(rows).length).toBeLessThanOrEqual(60)
    expect([rows.row(3), rows.state.value.known]).toEqual([undefined, 210])
    asked.length = 0
    await rows.show(0, 9)
    expect(asked).toEqual([0, 10])
    expect(rows.row(3)!.id).toBe('d3')
  })

  it('end where the hub has no more', async () => {
    const { rows, asked } = hubOf(14)
    await rows.restart()
    await rows.show(0, 9)
    await rows.show(5, 14)
    expect([asked, rows.state.value.known, rows.state.value.more]).toEqual([[0, 10], 14, false])
    expect([rows.row(13)!.id, rows.row(14)]).toEqual(['d13', undefined])
  })

  it('take a newer state in place, and say so only if it is in view', async () => {
    const { rows } = hubOf(100)
    await rows.restart()
    await rows.show(0, 9)
    const before = rows.state.value.version
    expect(rows.apply({ id: 'd3', text: 'new' })).toBe(true)
    expect([rows.row(3)!.text, rows.state.value.version]).toEqual(['new', before + 1])
    expect(rows.apply({ id: 'd15', text: 'new' })).toBe(true)
    expect([rows.row(15)!.text, rows.state.value.version]).toEqual(['new', before + 1])
    expect(rows.apply({ id: 'd999', text: 'new' })).toBe(false)
  })

  it('drop the answer to a question that is no longer asked', async () => {
    const answers: ((page: Page<Item>) => void)[] = []
    const rows = new PagedRows<Item>({ idOf: one => one.id, fetch: () => new Promise(resolve => answers.push(resolve)) })
    const first = rows.restart(), second = rows.restart()
    answers[1]!({ items: [{ id: 'right', text: '' }], next: null })
    answers[0]!({ items: [{ id: 'wrong', text: '' }], next: null })
    await Promise.all([first, second])
    expect(held(rows)).toEqual(['right'])
  })

  it('keep what is shown until the new answer is there, also if there is none', async () => {
    let fails = false
    const rows = new PagedRows<Item>({ idOf: one => one.id, fetch: async () => { if (fails) throw new Error('The hub is away.'); return { items: [{ id: 'a', text: '' }], next: null } } })
    await rows.restart()
    fails = true
    await rows.restart()
    expect([held(rows), rows.state.value.failure]).toEqual([['a'], 'The hub is away.'])
  })
})

describe('a window on rows', () => {
  it('names those in view and the height of all others', () => {
    expect(rowWindow(5_000, 500, 50, 50_000, 4)).toEqual({ first: 96, last: 114, above: 4_800, below: 49_886 * 50 })
  })

  it('does not reach beyond the list', () => {
    expect(rowWindow(0, 500, 50, 3)).toEqual({ first: 0, last: 3, above: 0, below: 0 })
    expect(rowWindow(99_999, 500, 50, 0)).toEqual({ first: 0, last: 0, above: 0, below: 0 })
  })
})

describe('chosen rows', () => {
  const ids = ['a', 'b', 'c', undefined, 'e']
  it('with shift reach from the last touched to this one; rows that cannot be chosen are left out', () => {
    const selection = useSelection(index => ids[index])
    selection.toggle(0)
    selection.toggle(4, true)
    expect([...selection.ids.value]).toEqual(['a', 'b', 'c', 'e'])
    selection.toggle(1)
    expect(selection.has('b')).toBe(false)
  })
})

describe('the same done to many', () => {
  it('goes on after one that fails, and says which', async () => {
    const steps: number[] = []
    const outcome = await inTurn(['a', 'b', 'c'], async id => { if (id === 'b') throw new Error('no') }, done => steps.push(done), 2)
    expect(outcome).toEqual({ done: 2, failed: [{ id: 'b', message: 'no' }] })
    expect(steps.at(-1)).toBe(3)
  })

  it('has only a few under way at a time', async () => {
    let now = 0, most = 0
    await inTurn(Array.from({ length: 20 }, (_, n) => String(n)), async () => {
      most = Math.max(most, ++now)
      await new Promise(resolve => setTimeout(resolve))
      now--
    })
    expect(most).toBe(4)
  })
})
