import { beforeEach } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { setLocale } from '../src/i18n'

beforeEach(() => {
  setActivePinia(createPinia())
  setLocale('en')
})
