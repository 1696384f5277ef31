import { shallowRef, triggerRef } from 'vue'
import type { Page } from '../api/types'

export interface PagedRowsOptions<T> {
  fetch: (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Page<T>>
  idOf: (item: T) => string
  pageSize?: number
  /** Pages kept beside those in view; others are let go and fetched again by their cursor. */
  keep?: number
}
export interface RowsState {
  /** Rows whose place is known. */
  known: number
  /** Whether more come after them. */
  more: boolean
  loaded: boolean
  failure: string
  /** Grows with every change, so that what is drawn from `row` follows. */
  version: number
}

/**
 * A list of any length behind a cursor: pages are fetched as rows come into view, and only those near it are held.
 * A cursor leads from one page to the next, so rows beyond the known ones are reached by scrolling, and those before
 * them again at once.
 */
export class PagedRows<T> {
  readonly state = shallowRef<RowsState>({ known: 0, more: true, loaded: false, failure: '', version: 0 })
  private readonly pages = new Map<number, T[]>()
  private readonly pending = new Map<number, AbortController>()
  private cursors: (string | null)[] = [null]
  private lengths: number[] = []
  private view: [number, number] = [0, 0]
  private readonly pageSize: number
  private readonly keep: number

  constructor(private readonly options: PagedRowsOptions<T>) {
    this.pageSize = options.pageSize ?? 100
    this.keep = options.keep ?? 5
  }

  /** Starts over, for another question or because much has changed. What is shown stays until the answer is there. */
  async restart(): Promise<void> {
    this.cancel()
    await this.load(0, true)
  }

  /** Says which rows are in view; missing pages are fetched, those far away let go. */
  async show(first: number, last: number): Promise<void> {
    this.view = [this.pageOf(first), this.pageOf(last)]
    const end = this.lengths.length
    const wanted = new Set<number>()
    for (let page = this.view[0]; page <= Math.min(this.view[1] + 1, end); page++) {
      // The page after the last known one is fetched when the view comes close to it.
      if (page < end ? !this.pages.has(page) : this.cursors[page] !== undefined) wanted.add(page)
    }
    this.evict()
    await Promise.all([...wanted].filter(page => !this.pending.has(page)).map(page => this.load(page)))
  }

  row(index: number): T | undefined {
    const page = this.pageOf(index)
    return this.pages.get(page)?.[index - this.startOf(page)]
  }

  /** Rows that are held, in their order. */
  *held(): Iterable<T> {
    for (const page of [...this.pages.keys()].sort((a, b) => a - b)) yield* this.pages.get(page)!
  }

  /** Puts a newer state of an item in its place; false if its row is not held. */
  apply(item: T): boolean {
    const id = this.options.idOf(item)
    for (const [page, items] of this.pages) {
      const index = items.findIndex(one => this.options.idOf(one) === id)
      if (index < 0) continue
      items[index] = item
      if (page >= this.view[0] && page <= this.view[1]) this.changed({})
      return true
    }
    return false
  }

  cancel(): void {
    for (const call of this.pending.values()) call.abort()
    this.pending.clear()
  }

  private async load(page: number, over = false): Promise<void> {
    const call = new AbortController()
    this.pending.set(page, call)
    try {
      const answer = await this.options.fetch(over ? null : this.cursors[page] ?? null, this.pageSize, call.signal)
      if (call.signal.aborted) return
      if (over) {
        this.pages.clear()
        this.cursors = [null]
        this.lengths = []
        this.view = [0, 0]
      }
      this.pages.set(page, answer.items)
      this.lengths[page] = answer.items.length
      if (page === this.lengths.length - 1) this.cursors.length = page + 1
      if (answer.next) this.cursors[page + 1] = answer.next
      this.changed({ loaded: true, failure: '' })
    } catch (error) {
      if (!call.signal.aborted) this.changed({ loaded: true, failure: (error as Error).message })
    } finally {
      if (this.pending.get(page) === call) this.pending.delete(page)
    }
  }

  private evict(): void {
    for (const page of this.pages.keys()) {
      if (page < this.view[0] - this.keep || page > this.view[1] + this.keep) this.pages.delete(page)
    }
  }

  private changed(part: Partial<RowsState>): void {
    const known = this.lengths.reduce((sum, length) => sum + length, 0)
    this.state.value = {
      ...this.state.value, ...part, known, more: this.cursors[this.lengths.length] !== undefined, version: this.state.value.version + 1,
    }
    triggerRef(this.state)
  }

  private startOf(page: number): number {
    let start = 0
    for (let n = 0; n < page; n++) start += this.lengths[n] ?? 0
    return start
  }

  private pageOf(index: number): number {
    let page = 0
    for (let start = 0; page < this.lengths.length - 1; page++) {
      start += this.lengths[page]!
      if (index < start) break
    }
    return page
  }
}
