import type { Page } from '../api/types'

/** Every page of a list, up to a number of items that a browser can carry. */
export async function fetchAll<T>(page: (cursor?: string) => Promise<Page<T>>, most: number): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null | undefined
  do {
    const answer = await page(cursor ?? undefined)
    items.push(...answer.items)
    cursor = answer.next
  } while (cursor && items.length < most)
  return items
}
