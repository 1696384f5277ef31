/** One server-sent event. */
export interface StreamEvent { type: string; data: string }

/** Parses text/event-stream (WHATWG HTML §9.2.6) from chunks cut anywhere. */
export class EventParser {
  private rest = ''
  private data: string[] = []
  private type = ''
  private id: string | null = null

  /** Id of the last block that came whole, also of one without data: where a new connection goes on. */
  lastId: string | null = null

  push(chunk: string): StreamEvent[] {
    const events: StreamEvent[] = []
    const text = this.rest + chunk
    // A lone CR at the end may be half of a CRLF: keep it for the next chunk.
    const usable = text.endsWith('\r') ? text.length - 1 : text.length
    let start = 0
    for (const match of text.slice(0, usable).matchAll(/\r\n|\r|\n/g)) {
      const event = this.line(text.slice(start, match.index))
      if (event) events.push(event)
      start = match.index + match[0].length
    }
    this.rest = text.slice(start)
    return events
  }

  private line(line: string): StreamEvent | null {
    if (line === '') return this.dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return null
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') this.data.push(value)
    else if (field === 'event') this.type = value
    else if (field === 'id' && !value.includes('\0')) this.id = value
    return null
  }

  private dispatch(): StreamEvent | null {
    // A bare `reset` carries no data; it still has to arrive.
    const event = this.data.length > 0 || this.type === 'reset'
      ? { type: this.type || 'message', data: this.data.join('\n') }
      : null
    this.lastId = this.id
    this.data = []
    this.type = ''
    return event
  }
}
