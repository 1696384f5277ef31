import type { Candidate } from '../api/types'
import { say } from '../i18n'
import { distanceText } from './known'

/** Collectors as a field offers them, in the hub's order: who watches the grid, how far they are, what they have in hand. */
export function collectorOptions(list: Candidate[], t: (key: string, values?: Record<string, unknown>) => string): { value: string; label: string }[] {
  return list.map(one => ({
    value: one.key,
    label: [
      say(one.name),
      ...(one.ownGrid ? [t('dispatch.ownGrid')] : []),
      ...(typeof one.distanceM === 'number' ? [distanceText(one.distanceM)] : []),
      ...(one.open ? [t('dispatch.tasks', { n: one.open })] : []),
    ].join(' · '),
  }))
}
