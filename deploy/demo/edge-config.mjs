// Writes the edge agent's configuration for the demo: the sample city's camera, sensors and vehicles, and what happens to them.
//   node edge-config.mjs --city DIR --data DIR --mqtt-port N --video SOURCE --out FILE
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values: given } = parseArgs({
  options: Object.fromEntries(['city', 'data', 'mqtt-port', 'video', 'out'].map((name) => [name, { type: 'string' }])),
})

/** Scenarios, in seconds since the start: a cover is tilted, a well fills; at night a lamp is out, by day one burns. */
const scripts = {
  'mh-03': [{ at: 15, set: { tilt: 42 } }],
  'mh-07': [{ at: 240, set: { water_level: 2.9 } }],
  'lamp-05': [{ at: 60, set: { current: 0, power: 0 } }],
  'lamp-09': [{ at: 60, set: { current: 0.68, power: 148 } }],
}
/** The muck truck is filled at its loading site and, once a round, tips where it may not. */
const loads = { 'veh-05': { fillAt: 0.1, fillSeconds: 8, tipAt: 0.36, tipSeconds: 20 } }
const sensorModels = { 'manhole-cover': 5, 'lamp-controller': 10 } // model → seconds between reports
const credentials = JSON.parse(readFileSync(join(given.data, 'credentials.json'), 'utf8'))
const agent = credentials.devices.find((device) => device.id === 'edge-01')
const [header, ...lines] = readFileSync(join(given.city, 'devices.csv'), 'utf8').trim().split(/\r?\n/)
const columns = header.replace(/^\uFEFF/, '').split(',')
const devices = lines.map((line) => Object.fromEntries(line.split(',').map((cell, n) => [columns[n], cell])))
const ofModel = (model) => devices.filter((device) => device.model === model)
const routes = JSON.parse(readFileSync(join(given.city, 'routes.geojson'), 'utf8'))

/** Collection points of the plan that names the vehicle: its truck stops there, and weighs the bins. */
const plans = JSON.parse(readFileSync(join(given.city, 'sanitation.json'), 'utf8')).plans
const stopsOf = (vehicle) => plans.filter((plan) => plan.vehicles.ids?.[0] === vehicle).flatMap((plan) => plan.stops ?? [])
  .map(({ lat, lon, bins }) => ({ lat, lon, seconds: 15 + 10 * bins.length, bins: bins.map((tag) => ({ tag, weightKg: 110 })) }))

const settings = {
  hub: { host: '127.0.0.1', port: Number(given['mqtt-port']) },
  agent: { id: agent.id, token: agent.token },
  spool: { directory: join(given.data, 'edge-spool') },
  log: { directory: join(given.data, 'logs') },
  cameras: ofModel('camera').map(({ id }) => ({ id, source: given.video, fps: 5, record: { minutes: 10, megabytes: 200 } })),
  sensors: Object.entries(sensorModels).flatMap(([model, periodSeconds]) =>
    ofModel(model).map(({ id }) => ({ id, kind: 'simulated', model, periodSeconds, script: scripts[id] ?? [] }))),
  vehicles: routes.features.map(({ properties }) => ({
    id: properties.vehicle, route: join(given.city, 'routes.geojson'), line: properties.id, speedKmh: properties.speedKmh,
    load: loads[properties.vehicle],
    stops: stopsOf(properties.vehicle),
  })),
}
writeFileSync(given.out, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
