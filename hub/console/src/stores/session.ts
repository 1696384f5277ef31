import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { credentials, hub } from '../api'
import { ApiError } from '../api/client'
import type { Session } from '../api/types'
import { may } from '../users/permissions'

/** Who is signed in. The session itself is a cookie that scripts cannot read; nothing of it is stored here. */
export const useSession = defineStore('session', () => {
  const current = ref<Session | null>(null)
  const known = ref(false)
  const signedIn = computed(() => current.value !== null)

  function set(session: Session | null): void {
    current.value = session
    credentials.csrfToken = session?.csrfToken ?? null
    known.value = true
  }

  /** Asks the hub once whether the cookie still holds. */
  async function restore(): Promise<void> {
    if (known.value) return
    try {
      set(await hub.session())
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      set(null)
      if (error.status !== 401) known.value = false
    }
  }

  async function signIn(user: string, password: string): Promise<void> {
    set(await hub.signIn(user, password))
  }

  async function signOut(): Promise<void> {
    await hub.signOut()
    set(null)
  }

  /** The hub may begin the session anew with it, so it is asked for again. */
  async function changePassword(password: string, next: string): Promise<void> {
    await hub.changePassword(password, next)
    set(await hub.session())
  }

  const has = (role: string) => current.value?.roles.some(one => one.key === role) ?? false
  const mayCommand = computed(() => may(has, 'command'))
  const mayAcknowledge = computed(() => may(has, 'acknowledge'))
  const mayPlan = computed(() => may(has, 'plan'))
  const mayReplay = computed(() => may(has, 'replay'))

  return { current, known, signedIn, set, restore, signIn, signOut, changePassword, has, mayCommand, mayAcknowledge, mayPlan, mayReplay }
})
