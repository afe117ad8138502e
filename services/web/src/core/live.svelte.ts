// The one socket that keeps the page true: what it says reaches every view that hears.

import { post } from "./api"
import type { FetchAgain, PersonEvent } from "./events"
import { isAfter, readPosition, Streams, type Socket, type StreamState } from "./stream"

export type News = PersonEvent | FetchAgain
type Hearer = (news: News) => void

const PATIENCE = 700 // milliseconds that the first fetch waits for the socket, so that nothing is fetched twice

export class Live {
  state = $state<StreamState>("connecting")
  readonly streams: Streams
  readonly #hearers = new Set<Hearer>()
  #cursor: string | null = null
  #late = false // the first fetch did not wait for the socket
  #opened: () => void = () => undefined
  /** Resolves when what is fetched from now on will be kept true by events, or when that takes too long. */
  readonly ready: Promise<void>

  constructor() {
    this.streams = new Streams({
      // A WebSocket passes richer events to its handlers than the reader needs.
      open: () => new WebSocket(streamUrl()) as unknown as Socket,
      ticket: async () => (await post("/v1/stream-tickets")).ticket,
      onState: (state) => (this.state = state),
    })
    const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE)).then(() => {
      this.#late ||= this.#cursor === null
    })
    this.ready = Promise.race([new Promise<void>((resolve) => (this.#opened = resolve)), late])
    this.#follow()
  }

  /** Answers how to hear no more. */
  hear(hearer: Hearer): () => void {
    this.#hearers.add(hearer)
    return () => this.#hearers.delete(hearer)
  }

  close(): void {
    this.#hearers.clear()
    this.streams.close()
  }

  #tell(news: News): void {
    for (const hearer of this.#hearers) hearer(news)
  }

  #follow(): void {
    this.streams.follow("person", {
      position: () => this.#cursor,
      subscribed: (position) => {
        const first = this.#cursor === null
        this.#cursor ??= position
        this.#opened()
        if (first && this.#late) this.#tell({ type: "fetch.again" })
      },
      event: (position, event) => this.#take(position, event as PersonEvent),
    })
  }

  #take(position: string | null, event: PersonEvent): void {
    if (event.type === "stream.reset") {
      this.#cursor = null
      this.#late = true
      this.streams.again("person")
      return
    }
    if (position !== null) {
      if (this.#cursor && !isAfter(readPosition(position), readPosition(this.#cursor))) return
      this.#cursor = position
    }
    this.#tell(event)
  }
}

const streamUrl = (): string => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/stream`
