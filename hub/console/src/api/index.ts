import { i18n } from '../i18n'
import { ApiClient } from './client'
import { Hub } from './hub'

/** What the client needs to know of the session; the session store fills it in. Kept in memory only. */
export const credentials = { csrfToken: null as string | null, onSignedOut: () => {} }

export const hub = new Hub(new ApiClient({
  base: '/api/v1',
  fetch: (...call) => fetch(...call),
  locale: () => i18n.global.locale.value,
  csrfToken: () => credentials.csrfToken,
  onSignedOut: () => credentials.onSignedOut(),
  describe: status => status === 0
    ? i18n.global.t('error.unreachable')
    : i18n.global.t('error.http', { status }),
}))
