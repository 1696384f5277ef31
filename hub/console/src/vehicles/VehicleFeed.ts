import { EventStream, type StreamOptions } from '../live/EventStream'
import type { LiveMessage } from './liveMessage'
import { serves, wantedBox, type Box } from './viewport'

/** How long a map has to rest before it is asked for anew, milliseconds. */
const settle = 200
const digits = (degrees: number) => degrees.toFixed(5)

/**
 * Follows the vehicles of what a map shows. The hub decides how often it tells: as fast as this page reads, ten times a
 * second at most. A map that moves out of what was asked for asks anew.
 */
export class VehicleFeed {
  private stream: EventStream | null = null
  private asked: Box | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly onMessage: (message: LiveMessage) => void,
    private readonly options: Pick<StreamOptions, 'onSignedOut' | 'fetch' | 'onState'> & { settle?: number },
  ) {}

  /** The map shows this now. */
  watch(seen: Box): void {
    if (this.asked && serves(this.asked, seen)) {
      clearTimeout(this.timer)
      return
    }
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(wantedBox(seen)), this.asked ? this.options.settle ?? settle : 0)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.stream?.stop()
    this.stream = null
    this.asked = null
  }

  private ask(box: Box): void {
    this.stream?.stop()
    this.asked = box
    const [west, south, east, north] = box.map(digits)
    const stream: EventStream = new EventStream({
      ...this.options,
      url: `/api/v1/vehicles/live?west=${west}&south=${south}&east=${east}&north=${north}`,
      // What a stream tells that has been left is of another place.
      onEvent: event => { if (stream === this.stream && event.type === 'vehicles') this.onMessage(JSON.parse(event.data) as LiveMessage) },
    })
    this.stream = stream
    stream.start()
  }
}
