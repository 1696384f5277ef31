import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { useSession } from './stores/session'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', name: 'signIn', component: () => import('./pages/SignInPage.vue'), meta: { open: true } },
    {
      path: '/',
      component: () => import('./pages/AppShell.vue'),
      children: [
        { path: '', name: 'map', component: () => import('./pages/MapPage.vue') },
        { path: 'triage/:id(\\d+)?', name: 'triage', component: () => import('./pages/TriagePage.vue') },
        { path: 'triage/settings/:tab(precision|models|policies)?', name: 'triageSettings', component: () => import('./pages/TriageSettingsPage.vue') },
        { path: 'cases', name: 'cases', component: () => import('./pages/CasesPage.vue') },
        { path: 'cases/:number', name: 'case', component: () => import('./pages/CasePage.vue') },
        { path: 'evaluation/:tab(departments|regions|posts|analysis|schemes)?', name: 'evaluation', component: () => import('./pages/EvaluationPage.vue') },
        { path: 'sanitation/:tab(today|plans|bins)?', name: 'sanitation', component: () => import('./pages/SanitationPage.vue') },
        { path: 'dispatch/:tab(matrix|automatic|rulings|collectors)?', name: 'dispatch', component: () => import('./pages/DispatchPage.vue') },
        { path: 'alarms/:id?', name: 'alarms', component: () => import('./pages/AlarmsPage.vue') },
        { path: 'cameras', name: 'cameras', component: () => import('./pages/CamerasPage.vue') },
        { path: 'cameras/:id', name: 'camera', component: () => import('./pages/CameraPage.vue') },
        { path: 'vehicles/reports/:tab(mileage|trips|stops|alarms)?', name: 'vehicleReports', component: () => import('./pages/VehicleReportsPage.vue') },
        { path: 'geofences', name: 'geofences', component: () => import('./pages/GeofencesPage.vue') },
        { path: 'vehicles/:id/replay', name: 'vehicleReplay', component: () => import('./pages/VehicleReplayPage.vue') },
        { path: 'replay/:id?', name: 'replay', component: () => import('./pages/ReplayPage.vue') },
        { path: 'devices', name: 'devices', component: () => import('./pages/DevicesPage.vue') },
        { path: 'devices/:id', name: 'device', component: () => import('./pages/DevicePage.vue') },
        { path: 'catalogue/:version?', name: 'catalogue', component: () => import('./pages/CataloguePage.vue') },
        { path: 'city', name: 'city', component: () => import('./pages/CityPage.vue') },
        { path: 'models/:key?', name: 'models', component: () => import('./pages/ModelsPage.vue') },
      ],
    },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

router.beforeEach(async (to: RouteLocationNormalized) => {
  const session = useSession()
  await session.restore()
  if (!session.signedIn && !to.meta.open) return { name: 'signIn', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (session.signedIn && to.name === 'signIn') return { name: 'map' }
  return true
})
