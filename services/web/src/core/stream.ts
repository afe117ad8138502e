// The reference client of `WS /v1/stream`. What it needs from the world (a socket, a ticket, a clock, chance) is given
// to it, so that it runs under any JavaScript and its rules can be tested without a server.
// Positions are `attempt-sequence`. What a reply's events mean, `reply.ts` knows.

export type Cursor = readonly [attempt: number, sequence: number]
export type StreamState = "connecting" | "waiting" | "live"

export interface StreamEvent {
  type: string
  text?: string
  length?: number
  digest?: string
  before?: number
}

export interface Follower {
  position: () => string | null
  subscribed?: (position: string) => void
  event: (position: string | null, event: StreamEvent) => void
  refused?: (status: number, detail: string) => void
}

interface Frame {
  type?: string
  stream: string
  position: string | null
  status: number
  detail: string
  event?: StreamEvent
}

/** What is needed of a WebSocket. */
export interface Socket {
  readyState: number
  send: (text: string) => void
  close: (code?: number) => void
  onopen: (() => void) | null
  onmessage: ((message: { data: string }) => void) | null
  onclose: (() => void) | null
}

interface World {
  open: () => Socket
  /** A fresh ticket, or null when nobody is signed in. */
  ticket: () => Promise<string | null>
  onState?: (state: StreamState) => void
  random?: () => number
  later?: (work: () => void, after: number) => unknown
  now?: () => number
}

const LONGEST_WAIT = 15_000 // milliseconds
const FIRST_WAIT = 250
const STEADY = 10_000 // a socket that lived so long counts as a success
const OPEN = 1

export function readPosition(text: string): Cursor {
  const [attempt = 0, sequence = 0] = text.split("-").map(Number)
  return [attempt, sequence]
}

export const isAfter = (one: Cursor, other: Cursor): boolean =>
  one[0] > other[0] || (one[0] === other[0] && one[1] > other[1])

/** Full jitter: anywhere between nothing and a limit that doubles, so that a restarted server is not stormed. */
export function backoff(failures: number, random = Math.random): number {
  return random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)
}

/** One socket for all streams; resumes each from its own cursor after every loss. */
export class Streams {
  readonly #followed = new Map<string, Follower>()
  readonly #world: Required<World>
  #socket: Pick<Socket, "close"> | null = null
  #live: Socket | null = null // has said welcome
  #failures = 0
  #timer: unknown = null
  #closed = false

  constructor(world: World) {
    const later = (work: () => void, after: number) => setTimeout(work, after)
    this.#world = { onState: () => undefined, random: Math.random, later, now: Date.now, ...world }
  }

  follow(stream: string, follower: Follower): void {
    this.#followed.set(stream, follower)
    if (this.#live) this.#subscribe(stream)
    else void this.#connect()
  }

  /** From the follower's cursor, after a hole. */
  again(stream: string): void {
    if (this.#live && this.#followed.has(stream)) this.#subscribe(stream)
  }

  leave(stream: string): void {
    if (this.#followed.delete(stream)) this.#send({ type: "unsubscribe", stream })
  }

  /** Now rather than after the wait: the network is back, or the page is looked at again. */
  hurry(): void {
    if (this.#timer === null) return
    clearTimeout(this.#timer as number)
    this.#timer = null
    void this.#connect()
  }

  close(): void {
    this.#closed = true
    this.#followed.clear()
    clearTimeout(this.#timer as number)
    this.#socket?.close(1000)
  }

  async #connect(): Promise<void> {
    if (this.#socket || this.#timer !== null || this.#closed) return
    this.#world.onState("connecting")
    const opened = (this.#socket = { close: () => undefined }) // holds the place while the ticket is on its way
    let ticket: string | null
    try {
      ticket = await this.#world.ticket()
    } catch {
      this.#lost(opened, 0)
      return
    }
    if (ticket === null || this.#closed) return
    const socket = this.#world.open()
    this.#socket = socket
    const started = this.#world.now()
    socket.onopen = () => socket.send(JSON.stringify({ type: "authenticate", ticket }))
    socket.onmessage = (message) => this.#hear(socket, JSON.parse(message.data) as Frame)
    socket.onclose = () => this.#lost(socket, this.#world.now() - started)
  }

  #lost(socket: unknown, lived: number): void {
    if (socket !== this.#socket) return
    this.#socket = this.#live = null
    if (this.#closed) return
    this.#world.onState("waiting")
    this.#failures = lived > STEADY ? 0 : this.#failures + 1
    this.#timer = this.#world.later(
      () => {
        this.#timer = null
        void this.#connect()
      },
      backoff(this.#failures, this.#world.random),
    )
  }

  #hear(socket: Socket, frame: Frame): void {
    if (frame.type === "welcome") {
      this.#live = socket
      this.#world.onState("live")
      for (const stream of this.#followed.keys()) this.#subscribe(stream)
      return
    }
    const follower = this.#followed.get(frame.stream)
    if (!follower) return
    if (frame.type === "subscribed") follower.subscribed?.(frame.position ?? "0-0")
    else if (frame.type === "refused") follower.refused?.(frame.status, frame.detail)
    else if (frame.event) follower.event(frame.position, frame.event)
  }

  #subscribe(stream: string): void {
    this.#send({ type: "subscribe", stream, position: this.#followed.get(stream)?.position() ?? null })
  }

  #send(frame: object): void {
    if (this.#live?.readyState === OPEN) this.#live.send(JSON.stringify(frame))
  }
}
