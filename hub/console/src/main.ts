import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { credentials } from './api'
import { i18n, locale } from './i18n'
import { router } from './router'
import { useSession } from './stores/session'
import './styles/theme.css'

const app = createApp(App).use(createPinia()).use(i18n).use(router)
document.documentElement.lang = locale.value

credentials.onSignedOut = () => {
  const session = useSession()
  if (!session.signedIn) return
  session.set(null)
  void router.push({ name: 'signIn', query: { to: router.currentRoute.value.fullPath } })
}

app.mount('#app')
