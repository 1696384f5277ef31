import { i18n } from '../i18n'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The two largest units that say something: "2 d 4 h", "1 h 42 min", "20 min", "45 s". */
export function durationText(milliseconds: number): string {
  const { t } = i18n.global
  const span = Math.max(0, Math.abs(milliseconds))
  const days = Math.floor(span / day)
  const hours = Math.floor(span % day / hour)
  const minutes = Math.floor(span % hour / minute)
  const seconds = Math.floor(span % minute / 1000)
  const parts = days > 0 ? [t('unit.day', { n: days }), hours > 0 && t('unit.hour', { n: hours })]
    : hours > 0 ? [t('unit.hour', { n: hours }), minutes > 0 && t('unit.minute', { n: minutes })]
      : minutes > 0 ? [t('unit.minute', { n: minutes })]
        : [t('unit.second', { n: seconds })]
  return parts.filter(Boolean).join(' ')
}

/** How long ago: "just now", "3 min ago". */
export function agoText(at: number, now: number): string {
  const { t } = i18n.global
  return now - at < 5_000 ? t('time.justNow') : t('time.ago', { span: durationText(now - at) })
}
