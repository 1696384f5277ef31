import { computed } from 'vue'
import { createI18n } from 'vue-i18n'
import type { LocalText } from '../api/types'
import en from '../locales/en.json'
import zh from '../locales/zh-CN.json'

export type Locale = 'zh-CN' | 'en'
const storageKey = 'urbangrid.locale'

function initialLocale(): Locale {
  const stored = globalThis.localStorage?.getItem(storageKey)
  if (stored === 'zh-CN' || stored === 'en') return stored
  return globalThis.navigator?.language?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export const i18n = createI18n({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: 'en',
  messages: { 'zh-CN': zh, en },
})

export const locale = computed<Locale>(() => i18n.global.locale.value as Locale)

export function setLocale(next: Locale): void {
  i18n.global.locale.value = next
  globalThis.localStorage?.setItem(storageKey, next)
  document.documentElement.lang = next
}

/** The reader's side of a text that the hub gives in both languages. */
export function say(text: LocalText | null | undefined): string {
  if (!text) return ''
  return locale.value === 'zh-CN' ? text.zh || text.en : text.en || text.zh
}
