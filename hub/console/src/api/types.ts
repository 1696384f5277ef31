/**
 * The REST contract between hub and console, as TypeScript. Base path /api/v1, JSON in camelCase, times are Unix
 * milliseconds, places WGS-84 degrees, picture boxes relative 0..1. Lists answer {items, next}; `next` is a cursor for
 * ?cursor=. Errors are RFC 9457 problem details (application/problem+json) in the language of Accept-Language.
 */

export interface LocalText { zh: string; en: string }
export interface Named { key: string; name: LocalText }
export interface Page<T> { items: T[]; next: string | null }

/** application/problem+json. `code` is stable; `detail` says what to change, in the user's language. */
export interface Problem { type: string; title: string; status: number; detail: string; code: string; [extra: string]: unknown }

// ---- session -------------------------------------------------------------------------------------------------------
// POST /session {user, password} -> Session + cookie; 401 problem code `bad_credentials`, 429 `too_many_attempts`.
// GET /session -> Session, 401 if signed out. DELETE /session -> 204.
// POST /session/password {current, next} -> 204.
// Writes (POST, PUT, PATCH, DELETE) other than POST /session need the header X-CSRF-Token: <session.csrfToken>.
export interface Session {
  user: string
  displayName: LocalText
  roles: Named[]                 // collector acceptor shift_leader dispatcher department handler evaluator leader admin
  department: Named | null
  csrfToken: string
}

// ---- city (what the map draws) ----------------------------------------------------------------------------------------
// GET /city -> City
// GET /map/{roads|blocks|grids|responsibility-grids|components}.geojson -> FeatureCollection
//   roads: LineString {name_zh, name_en, class: main|secondary}; blocks: Polygon {kind: building|green|water|plaza, name_zh?, name_en?}
//   grids: Polygon {code, responsibility}; responsibility-grids: Polygon {code, name_zh, name_en}
//   components: Point {code, category, name_zh, name_en, state}
export interface City {
  name: LocalText
  centre: [number, number]       // lon, lat
  bounds: [number, number, number, number] // west, south, east, north
  tileUrl: string | null         // raster tile template, if one is configured
  timeZone: string
}

// ---- incidents -------------------------------------------------------------------------------------------------------
export type IncidentState = 'open' | 'confirmed' | 'rejected' | 'cleared'   // cleared: ended by itself before anyone decided
export interface Incident {
  id: number
  state: IncidentState
  category: { code: string; name: LocalText }
  condition: Named | null
  source: 'camera' | 'sensor' | 'fused'
  deviceId: string
  deviceName: LocalText
  lat: number; lon: number
  address: LocalText
  gridCode: string | null
  componentCode: string | null
  severity: 'minor' | 'major' | 'critical'
  score: number                  // 0..1, the detectors' own
  probability: Assessment        // that it is right, learnt from operators' verdicts
  startedAt: number              // when the condition began (put down, cover tilted)
  raisedAt: number               // when hold or dwell was over
  updatedAt: number
  endedAt: number | null         // the device says it is over
  seenCount: number              // how often the same place was raised again
  zone: string | null
  box: { x: number; y: number; width: number; height: number } | null
  pictures: IncidentPicture[]    // oldest first
  clips?: IncidentClip[]
  readings: { metric: string; name: LocalText; value: number; limit: number | null; unit: string }[]
  series: { deviceId: string; metric: string } | null   // draw with /devices/{id}/telemetry around startedAt
  track?: { vehicleId: string; from: number; to: number } | null  // draw with /vehicles/{id}/track, where a vehicle raised it
  alarms: { id: string; deviceId: string; rule: Named; startedAt: number; clearedAt: number | null }[]
  caseNumber: string | null
  decision: { by: string; at: number; reason: Named | null; note: string | null } | null
}
/** A video of an incident, or why there is none: refused (the device's words in `error`), unreachable, lost, damaged. */
export interface IncidentClip {
  state: 'asked' | 'stored' | 'failed'
  deviceId: string
  from: number; to: number
  url: string | null
  mediaType: string | null
  reason: 'refused' | 'unreachable' | 'lost' | 'damaged' | null
  error: string | null
}
/** Whether evidence is as it was taken in; reason: missing_link changed_link missing_file changed_file missing_end. */
export interface EvidenceAudit { valid: boolean; links: number; firstBroken: number | null; reason: string | null }
export interface Assessment {
  value: number                  // 0..1
  basis: 'model' | 'history'     // history: too few verdicts to learn from
  version: number | null
  verdicts: number
  note: LocalText
  reasons: { key: string; text: LocalText; raises: boolean; logOdds: number }[]   // strongest first, at most three
  camera: { confirmed: number; of: number }   // the device's last alarms of this rule
}
export interface IncidentPicture { moment: 'before' | 'putDown' | 'detection' | 'annotated'; takenAt: number; url: string }
// GET  /incidents?state=open&cursor=&limit= -> Page<Incident>, newest first; state may repeat
// GET  /incidents/{id} -> Incident
// GET  /incidents/reject-reasons -> Named[]   reflection, belongs_here, allowed_hours, person_waiting, duplicate, other
// GET  /incidents/{id}/duplicates -> Page<KnownCase> of dispatch.ts
// POST /incidents/{id}/confirm {note?, joinCase?} -> Incident (with caseNumber); role acceptor; 409 `already_decided` says by whom
// POST /incidents/{id}/reject {reason, note?} -> Incident; role acceptor; reason is required
// GET  /incidents/{id}/evidence-audit -> EvidenceAudit
// GET  /evidence/{sha256}?public=1 -> a copy of a picture in which people are blurred
// remedies of a rejected incident, precision, model versions and automatic filing: triage.ts
// GET  /evidence/{sha256} -> the file (needs a session; immutable)

// ---- cases -----------------------------------------------------------------------------------------------------------
export type Light = 'green' | 'yellow' | 'red'
export interface Clock {
  limit: LocalText               // "2 紧急工作时" / "2 urgent hours"
  startedAt: number | null
  deadline: number | null
  usedShare: number              // 1 = the whole limit is used
  light: Light
  stopped: boolean               // finished or paused
  paused?: boolean               // stands, and will go on
}
export interface CaseSummary {
  number: string
  version: number
  state: Named
  category: { code: string; name: LocalText }
  source: Named                  // collector public camera sensor leader
  lat: number; lon: number
  address: LocalText
  gridCode: string | null
  department: Named | null
  description: LocalText
  reportedAt: number
  caseClock: Clock
  stageClock: Clock
  reworkCount: number
  reopenCount: number            // closed but not fixed, so often
  repeatCount: number            // the same was reported once more, so often
  request: Named | null          // what waits to be decided: delay hang_up void appeal supported_appeal
  supervised: boolean            // a leader waits for an answer
  open: boolean
  mine: boolean                  // a step waits for the caller
  thumbnail: string | null       // url of a picture
}
/** What a step may ask for; one field each. */
export type ActionInputKey =
  | 'opinion' | 'basis' | 'department' | 'assisting' | 'result' | 'category' | 'condition' | 'evidence' | 'collector' | 'handler'
  | 'resumeAt' | 'duplicateOf' | 'satisfaction' | 'closingMet'
export interface CaseAction {
  key: string                    // a row of GET /casework/law
  name: LocalText
  kind: 'primary' | 'normal' | 'danger'   // the case waits for it; may be done; the answer against
  needs: ActionInputKey[]        // required inputs
  optional: ActionInputKey[]
  results: string[]              // of a step with a result: pass fail unable exists absent
  suggestion: Suggestion | null  // of a dispatch
}
/** Which department, and the rule that names it; alternatives have none of their own. */
export interface Suggestion {
  department: Named
  reason: LocalText
  basis: 'ruling' | 'owner' | 'matrix' | 'default'
  caseNumber: string | null      // of a ruling
  alternatives: Suggestion[]
}
/** How a case stands besides its state. */
export interface CaseStanding {
  assisting: Named[]             // departments that still have to feed back
  handler: Named | null
  taskCollector: Named | null
  verified: string | null        // exists absent unable
  checked: string | null         // pass fail unable
  ruled: boolean
  resumeAt: number | null
  duplicateOf: string | null
  satisfaction: string | null    // very_satisfied satisfied unsatisfied
  exempted: boolean
  returns: number
  refusedReturns: number
  delays: number
  hangUps: number
  reopenings: number
  repeats: number
}
/** Who may get a case or a task, with what they have in hand. */
export interface Candidate extends Named {
  open: number
  /** Of a collector: watches the responsibility grid of the case. */
  ownGrid?: boolean
  /** Of a collector: metres from where they are now, if that is known. */
  distanceM?: number | null
}
export interface CaseLogEntry {
  seq: number; at: number
  action: Named
  actor: LocalText; role: Named | null
  from: Named | null; to: Named
  opinion: string | null
  result: string | null
  department: Named | null
  inputs: Record<string, string> // what else was filled in, by key of the input
  hash: string
}
export interface CaseEvidence { url: string; sha256: string; mediaType: string; stage: string; takenAt: number }
export interface CaseDetail extends CaseSummary {
  standing: CaseStanding
  condition: { key: string; name: LocalText; closing: LocalText } | null
  responsibilityGrid: Named | null
  componentCode: string | null
  incidentId: number | null
  evidence: CaseEvidence[]
  log: CaseLogEntry[]            // oldest first
  actions: CaseAction[]          // what the caller may do now
}
// GET  /cases?scope=todo|open|closed|all&state=&department=&category=&lat=&lon=&radius=m&cursor=&limit= -> Page<CaseSummary>
// GET  /cases/counts -> {todo: number, open: number, overdue: number, closedToday: number}
// GET  /cases/{number} -> CaseDetail, header ETag: "<version>"
// GET  /cases/{number}/candidates -> {collectors: Candidate[], handlers: Candidate[]}   the least busy first
// POST /cases {category, condition?, lat, lon, description, componentCode?, selfHandled?} -> CaseDetail  (collector or acceptor reports by hand)
//      or the same fields as multipart with pictures in the fields report, before, handling; selfHandled (collector) needs before and handling
// POST /cases/{number}/actions/{action} {ActionInput of hub.ts} with If-Match: "<version>" -> CaseDetail
//      or multipart: step = that JSON, pictures in fields named after their stage
//      403 `wrong_role`, 409 `wrong_state` or the condition that does not hold (all list `allowed`), 412 `case_changed` (with the
//      `last` entry of the log), 422 `missing_opinion` …, 428 `if_match_required`
// POST /cases/{number}/evidence  multipart: file (JPEG/PNG ≤ 10 MiB), stage=report|before|handling|verify|check|appeal -> CaseDetail
// GET  /cases/{number}/audit -> {valid: boolean, entries: number, firstBroken: number | null}
// GET  /casework/law -> {states, rows}: the whole law, for documentation
// GET  /departments -> Candidate[]
// GET  /catalogue/{components|events} -> {code, name: LocalText, major: LocalText, conditions: {key, name, limit, closing}[]}[]

// ---- devices ---------------------------------------------------------------------------------------------------------
export type Health = 'unknown' | 'online' | 'suspect' | 'offline'
export interface Device {
  id: string
  model: Named & { icon: string }
  name: LocalText
  lat: number | null; lon: number | null
  gridCode: string | null
  componentCode: string | null
  gateway?: string | null        // edge agent that publishes for it
  enabled: boolean
  health: Health
  lastSeen: number | null
  values: { metric: string; name: LocalText; value: number; text: string | null; unit: string; at: number }[]
  alarms: { id: string; rule: Named; severity: string; startedAt: number; raisedAt: number }[]
  isCamera: boolean
  isVehicle: boolean
  attributes?: Record<string, AttributeValue>
  createdAt?: number | null
}
export type AttributeValue = string | number | boolean | null
// more of devices, provisioning and commands: devices.ts; alarms: alarms.ts; device models: models.ts
// GET  /devices?model=&health=&q=&alarms=true|false&enabled=&sort=id|name|lastSeen|health&cursor=&limit= -> Page<Device>
// GET  /devices/{id} -> Device
// POST /devices {id, model, name, lat?, lon?, componentCode?, gateway?} -> {device, token}   role admin; the token is shown once
// POST /devices/{id}/token -> {token}                                              role admin
// PATCH /devices/{id} {enabled?, name?, lat?, lon?, gateway?, componentCode?, attributes?} -> Device                       role admin
// GET  /devices/{id}/telemetry?metric=&from=&to=&bucket=ms -> {metric, unit, points: [ts, value][]}  (bucketed: [ts, avg, min, max])
// GET  /devices/{id}/dead-letters -> Page<{at, topic, reason, detail, payload}>
// GET  /cameras/{id}/snapshot.jpg ; /cameras/{id}/live.mjpg
// GET/PUT /cameras/{id}/zones -> Zone[] of hub.ts   PUT: role admin; more of cameras: cameras.ts; replays: replays.ts

// ---- vehicles --------------------------------------------------------------------------------------------------------
/** What a vehicle does; idle is standing with its engine on (怠速). */
export type VehicleState = 'moving' | 'idle' | 'stopped' | 'offline' | 'unknown'
export interface Vehicle {
  id: string; name: LocalText
  lat: number; lon: number
  speedKmh: number | null; courseDeg: number | null
  at: number
  health: Health
  kind: string | null            // sanitation muck enforcement sprinkler …, out of the registry
  plate: string | null
  department: string | null      // code
  state: VehicleState
}
// GET /vehicles -> Page<Vehicle>
// GET /vehicles/live?west=&south=&east=&north= -> text/event-stream, event `vehicles`, see src/vehicles/liveMessage.ts
// more of vehicles: vehicles.ts; geofences: geofences.ts

// ---- push ------------------------------------------------------------------------------------------------------------
// GET /stream  (text/event-stream, cookie session, resumes with Last-Event-ID; a `reset` event means: fetch again)
//   event: incident  data: Incident
//   event: case      data: {number, state, version}    (fetch the case for the caller's own view)
//   event: alarm     data: AlarmView
//   event: command   data: CommandView
//   event: filing    data: FilingPolicy                 (automatic filing of a category began, stopped or switched itself off)
//   event: device    data: Device                       (merged: at most one a second and device)
//   event: vehicle   data: Vehicle[]                    (only with ?kinds=…,vehicle; merged: at most one message a second)

// ---- users (role admin) -------------------------------------------------------------------------------------------------
// GET /users -> Page<{user, displayName, roles, department, enabled}>

/** GET /system -> for the status bar of the console. */
export interface SystemStatus {
  version: string
  observationsPerSecond: number
  devicesOnline: number; devicesTotal: number
  incidentsOpen: number; casesOpen: number
  camerasLive: number
}
