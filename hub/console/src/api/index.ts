import { i18n } from '../i18n'
import { AlarmCalls } from './alarms'
import { CameraCalls } from './cameras'
import { CatalogueCalls } from './catalogue'
import { ApiClient } from './client'
import { DeviceCalls } from './devices'
import { EvaluationCalls } from './evaluation'
import { DispatchCalls } from './dispatch'
import { Hub } from './hub'
import { ModelCalls } from './models'
import { PlaceCalls } from './places'
import { ReplayCalls } from './replays'
import { SanitationCalls } from './sanitation'
import { TriageCalls } from './triage'
import { VehicleTaskCalls } from './vehicleTasks'
import { FenceCalls } from './geofences'
import { VehicleCalls } from './vehicles'

/** What the client needs to know of the session; the session store fills it in. Kept in memory only. */
export const credentials = { csrfToken: null as string | null, onSignedOut: () => {} }

const client = new ApiClient({
  base: '/api/v1',
  fetch: (...call) => fetch(...call),
  locale: () => i18n.global.locale.value,
  csrfToken: () => credentials.csrfToken,
  onSignedOut: () => credentials.onSignedOut(),
  describe: status => status === 0
    ? i18n.global.t('error.unreachable')
    : i18n.global.t('error.http', { status }),
})

export const hub = new Hub(client)
export const deviceCalls = new DeviceCalls(client)
export const dispatchCalls = new DispatchCalls(client)
export const alarmCalls = new AlarmCalls(client)
export const modelCalls = new ModelCalls(client)
export const triageCalls = new TriageCalls(client)
export const cameraCalls = new CameraCalls(client)
export const catalogueCalls = new CatalogueCalls(client)
export const placeCalls = new PlaceCalls(client)
export const replayCalls = new ReplayCalls(client)
export const evaluationCalls = new EvaluationCalls(client)
export const vehicleTaskCalls = new VehicleTaskCalls(client)
export const vehicleCalls = new VehicleCalls(client)
export const fenceCalls = new FenceCalls(client)
export const sanitationCalls = new SanitationCalls(client)
