import { EventParser, type StreamEvent } from './EventParser'

export type StreamState = 'off' | 'connecting' | 'live' | 'waiting'

export interface StreamOptions {
  url: string
  fetch: typeof fetch
  onEvent: (event: StreamEvent) => void
  onState: (state: StreamState) => void
  /** The hub no longer knows the session; the stream stays off. */
  onSignedOut: () => void
  /** Without a byte for this long the connection counts as dead, milliseconds. */
  silence?: number
  /** Wait before the nth attempt, milliseconds. */
  backoff?: (attempt: number) => number
}

const jittered = (attempt: number) => Math.min(15_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2)

/**
 * A server-sent event stream over fetch. Unlike EventSource it survives error answers, notices a connection that is
 * silently dead, and sends Last-Event-ID again after each of these.
 */
export class EventStream {
  private lastId: string | null = null
  private stopped: AbortController | null = null

  constructor(private readonly options: StreamOptions) {}

  start(): void {
    if (this.stopped) return
    this.stopped = new AbortController()
    void this.run(this.stopped.signal)
  }

  stop(): void {
    this.stopped?.abort()
    this.stopped = null
    this.lastId = null
    this.options.onState('off')
  }

  private async run(stop: AbortSignal): Promise<void> {
    let attempt = 0
    while (!stop.aborted) {
      this.options.onState('connecting')
      try {
        if (await this.connect(stop, () => { attempt = 0 }) === 'signedOut') {
          this.stop()
          this.options.onSignedOut()
          return
        }
      } catch {
        // The network failed: handled like an ended answer, by trying again.
      }
      if (stop.aborted) return
      this.options.onState('waiting')
      await pause((this.options.backoff ?? jittered)(attempt++), stop)
    }
  }

  private async connect(stop: AbortSignal, onLive: () => void): Promise<'ended' | 'signedOut'> {
    const dead = new AbortController()
    const abort = () => dead.abort()
    stop.addEventListener('abort', abort)
    let watchdog = setTimeout(abort, this.options.silence ?? 60_000)
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (this.lastId !== null) headers['Last-Event-ID'] = this.lastId
      const response = await this.options.fetch(this.options.url, {
        headers, signal: dead.signal, credentials: 'same-origin', cache: 'no-store',
      })
      if (response.status === 401) return 'signedOut'
      if (!response.ok || !response.body) return 'ended'

      this.options.onState('live')
      onLive()
      const parser = new EventParser()
      const decoder = new TextDecoder()
      const reader = response.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done || stop.aborted) return 'ended'
        clearTimeout(watchdog)
        watchdog = setTimeout(abort, this.options.silence ?? 60_000)
        for (const event of parser.push(decoder.decode(value, { stream: true }))) this.options.onEvent(event)
        this.lastId = parser.lastId ?? this.lastId
      }
    } finally {
      clearTimeout(watchdog)
      stop.removeEventListener('abort', abort)
    }
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    stop.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
  })
}
