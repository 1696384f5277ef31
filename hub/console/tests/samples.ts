import type { Alarm } from '../src/api/alarms'
import type { Assessment, CaseAction, CaseDetail, CaseStanding, Clock, Incident, Suggestion } from '../src/api/types'

export const text = (en: string, zh = en) => ({ en, zh })
export const named = (key: string, en = key) => ({ key, name: text(en) })

export function incident(id: number, changes: Partial<Incident> = {}): Incident {
  return {
    id, state: 'open', category: { code: 'event/0110', name: text('Dumped material') }, condition: null, source: 'camera',
    deviceId: 'cam-01', deviceName: text('Camera 1'), lat: 31.3, lon: 120.6, address: text(`Address ${id}`), gridCode: null,
    componentCode: null, severity: 'major', score: 0.9, startedAt: 1_000, raisedAt: 9_000 + id, updatedAt: 9_000 + id, endedAt: null,
    seenCount: 1, zone: null, box: null, pictures: [], readings: [], series: null, alarms: [], caseNumber: null, decision: null,
    probability: assessment(), ...changes,
  }
}

export function assessment(changes: Partial<Assessment> = {}): Assessment {
  return {
    value: 0.72, basis: 'model', version: 3, verdicts: 240, note: text('Model version 3'), camera: { confirmed: 14, of: 20 },
    reasons: [{ key: 'history.place', text: text('8 of 9 earlier ones at this very place were rejected'), raises: false, logOdds: -1.4 }],
    ...changes,
  }
}

export function alarm(id: string, changes: Partial<Alarm> = {}): Alarm {
  return {
    id, device: { id: 'mh-01', name: text('Cover 1'), model: { ...named('manhole-cover', 'Cover sensor'), icon: 'manhole' } }, rule: named('tilt', 'Cover tilted'),
    severity: 'major', state: 'active', startedAt: 1_000, raisedAt: 9_000, clearedAt: null, acknowledged: null, suppressed: null, category: null, score: 0.7,
    readings: [], members: [], incidentId: null, pictures: [], ...changes,
  }
}

export function clock(changes: Partial<Clock> = {}): Clock {
  return { limit: text('2 urgent hours'), startedAt: 0, deadline: 7_200_000, usedShare: 0.15, light: 'green', stopped: false, ...changes }
}

export function action(changes: Partial<CaseAction> = {}): CaseAction {
  return { key: 'accept', name: text('Accept'), kind: 'primary', needs: [], optional: [], results: [], suggestion: null, ...changes }
}

export function suggestion(changes: Partial<Suggestion> = {}): Suggestion {
  return { department: named('D02'), reason: text('It maintains the cover'), basis: 'matrix', caseNumber: null, alternatives: [], ...changes }
}

export function standing(changes: Partial<CaseStanding> = {}): CaseStanding {
  return {
    assisting: [], handler: null, taskCollector: null, verified: null, checked: null, ruled: false, resumeAt: null, duplicateOf: null, satisfaction: null,
    exempted: false, returns: 0, refusedReturns: 0, delays: 0, hangUps: 0, reopenings: 0, repeats: 0, ...changes,
  }
}

export function caseDetail(number: string, changes: Partial<CaseDetail> = {}): CaseDetail {
  return {
    number, version: 3, state: named('pending_dispatch', 'To be dispatched'), category: { code: 'event/0110', name: text('Dumped material') },
    source: named('camera'), lat: 31.3, lon: 120.6, address: text('Jinhe Avenue'), gridCode: null, department: null,
    description: text('A bag'), reportedAt: 0, caseClock: clock(), stageClock: clock(), reworkCount: 0, reopenCount: 0, repeatCount: 0, request: null, supervised: false, standing: standing(), open: true, mine: true,
    thumbnail: null, condition: null, responsibilityGrid: null, componentCode: null, incidentId: null, evidence: [], log: [], actions: [],
    ...changes,
  }
}

/** Answers fetch from a table "METHOD /path"; what is not in it answers 404. Records every call. */
export function fakeHub(answers: Record<string, unknown | ((init: RequestInit) => Response)>) {
  const calls: { method: string; path: string; headers: Headers; body: unknown }[] = []
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const path = String(input).replace(/^.*\/api\/v1/, '')
    const method = init.method ?? 'GET'
    calls.push({
      method, path, headers: new Headers(init.headers), body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
    })
    const answer = answers[`${method} ${path.split('?')[0]}`]
    if (answer === undefined) return problem(404, 'not_found', 'No such thing.')
    if (typeof answer === 'function') return answer(init) as Response
    return Response.json(answer)
  }
  return { fetch: fetch as typeof globalThis.fetch, calls }
}

export function problem(status: number, code: string, detail: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: code, status, detail, code }), {
    status, headers: { 'content-type': 'application/problem+json' },
  })
}
