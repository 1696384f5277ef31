import { afterEach, describe, expect, it, vi } from 'vitest'
import { EventParser } from '../src/live/EventParser'
import { useIncidents } from '../src/stores/incidents'
import { useLive } from '../src/stores/live'
import { fakeHub, incident } from './samples'

describe('the event parser', () => {
  it('reads events cut anywhere', () => {
    const whole = 'event: case\r\nid: 7\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: alive\n\nevent: vehicle\ndata: []\n\n'
    for (let cut = 0; cut <= whole.length; cut++) {
      const parser = new EventParser()
      const events = [...parser.push(whole.slice(0, cut)), ...parser.push(whole.slice(cut))]
      expect(events).toEqual([{ type: 'case', data: '{"a":\n1}' }, { type: 'vehicle', data: '[]' }])
      expect(parser.lastId).toBe('7')
    }
  })

  it('remembers the id of a block without data, and not that of a block that did not end', () => {
    const parser = new EventParser()
    expect(parser.push('retry: 2000\nid: 12.4\n: connected\n\nid: 13\ndata: x\n')).toEqual([])
    expect(parser.lastId).toBe('12.4')
  })
})

/** A hub that speaks on a stream as the test says, connection after connection. */
function streamingHub() {
  const connections: { lastId: string | null; say: (text: string) => void; end: () => void }[] = []
  const fetch = (async (_: RequestInfo | URL, init?: RequestInit) => {
    let control!: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({ start(one) { control = one } })
    connections.push({
      lastId: new Headers(init?.headers).get('Last-Event-ID'),
      say: text => control.enqueue(new TextEncoder().encode(text)),
      end: () => control.close(),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }) as typeof globalThis.fetch
  return { connections, fetch }
}

describe('the live store', () => {
  afterEach(() => {
    useLive().stop()
    vi.unstubAllGlobals()
  })

  it('hands what is pushed to who listens', async () => {
    const { connections, fetch } = streamingHub()
    const live = useLive()
    const seen: unknown[] = []
    live.on('device', device => seen.push(device))
    live.start({ onSignedOut: () => {}, fetch })
    await vi.waitFor(() => expect(live.state).toBe('live'))
    connections[0]!.say('event: device\ndata: {"id":"v1"}\n\n')
    await vi.waitFor(() => expect(seen).toEqual([{ id: 'v1' }]))
  })

  it('comes back after the connection is lost and says where it stopped', async () => {
    const { connections, fetch } = streamingHub()
    useLive().start({ onSignedOut: () => {}, fetch, backoff: () => 1 })
    await vi.waitFor(() => expect(connections.length).toBe(1))
    connections[0]!.say('id: 41\nevent: case\ndata: {}\n\n')
    connections[0]!.end()
    await vi.waitFor(() => expect(connections.length).toBe(2))
    expect(connections.map(one => one.lastId)).toEqual([null, '41'])
  })

  it('loads the open incidents again after a reset', async () => {
    const { connections, fetch } = streamingHub()
    const { fetch: hubFetch, calls } = fakeHub({ 'GET /incidents': { items: [incident(5)], next: null } })
    vi.stubGlobal('fetch', hubFetch)
    const incidents = useIncidents()
    await incidents.load()
    useLive().start({ onSignedOut: () => {}, fetch })
    await vi.waitFor(() => expect(connections.length).toBe(1))
    connections[0]!.say('event: reset\nid: 99\ndata: {}\n\n')
    await vi.waitFor(() => expect(calls.length).toBe(2))
    expect(incidents.open.map(one => one.id)).toEqual([5])
  })

  it('stays off and tells when the session is over', async () => {
    let ended = 0
    const live = useLive()
    live.start({ onSignedOut: () => { ended++ }, fetch: (async () => new Response(null, { status: 401 })) as typeof globalThis.fetch })
    await vi.waitFor(() => expect(ended).toBe(1))
    expect(live.state).toBe('off')
  })
})

describe('the incident store', () => {
  it('lets go of an incident once it is decided, and ignores news that is older than what it has', () => {
    const incidents = useIncidents()
    incidents.apply(incident(1, { updatedAt: 20 }))
    incidents.apply(incident(1, { updatedAt: 10, state: 'cleared' }))
    expect(incidents.open.length).toBe(1)
    incidents.apply(incident(1, { updatedAt: 30, state: 'confirmed' }))
    expect(incidents.open.length).toBe(0)
  })
})
