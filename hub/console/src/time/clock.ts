import type { Clock, Light } from '../api/types'
import { i18n } from '../i18n'
import { durationText } from './duration'

/** What a case clock (案件计时) shows at a moment. */
export interface ClockFace {
  text: string
  light: Light
  overdue: boolean
  /** Share of the limit that is used, 0..1 and beyond. */
  share: number
}

/**
 * The hub computes light and share, since only it knows the working calendar; the console counts down the deadline
 * between two answers and turns the light red at the deadline itself.
 */
export function clockFace(clock: Clock, now: number): ClockFace {
  const { t } = i18n.global
  const { light, usedShare } = clock
  if (clock.startedAt === null) return { text: t('clock.notStarted'), light, overdue: false, share: 0 }
  if (clock.stopped) return { text: t(clock.paused ? 'clock.paused' : 'clock.stopped'), light, overdue: usedShare > 1, share: usedShare }
  if (clock.deadline === null) return { text: t('clock.noLimit'), light, overdue: false, share: usedShare }
  const left = clock.deadline - now
  if (left >= 0) return { text: t('clock.left', { span: durationText(left) }), light, overdue: false, share: usedShare }
  return {
    text: t('clock.overdue', { span: durationText(left) }), light: 'red', overdue: true, share: Math.max(1, usedShare),
  }
}
