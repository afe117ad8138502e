// The reference client of `WS /v1/stream`. What it needs from the world (a socket, a ticket, a clock, chance) is given
// to it, so that it runs under any JavaScript and its rules can be tested without a server.
//
// Positions are `attempt-sequence`. Of a reply: what is at or before the cursor has been seen; a greater attempt clears
// the text; a sequence that skips one is a hole (ask again from the cursor), unless a beginning or the whole text
// follows; the end says how long the stored text is and what its digest is, and where that differs the reply is fetched.
// A hole that was asked for again and is still there stays: what is said after it is ignored, up to the whole text or
// the end. An event without a position was made by the gateway from the database: it holds.

export type Cursor = readonly [attempt: number, sequence: number]
export type StreamState = "connecting" | "waiting" | "live"

export interface StreamEvent {
  type: string
  text?: string
  length?: number
  digest?: string
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

export type Outcome = "seen" | "hole" | "reset" | "text" | "ended"

/** The pure half: what one reply's events mean. */
export class ReplyReader {
  text = ""
  cursor: Cursor = [0, 0]
  #asked = false // again, because of a hole just after the cursor

  get position(): string | null {
    return this.cursor[0] ? this.cursor.join("-") : null
  }

  /** What the caller has to do about it. */
  take(position: string | null, event: StreamEvent): Outcome {
    if (event.type === "stream.reset") {
      this.#enter([0, 0], "")
      return "reset"
    }
    const unread = position === null ? null : this.#advance(readPosition(position), event.type)
    return unread ?? this.#apply(event)
  }

  #advance(at: Cursor, type: string): Outcome | null {
    if (!isAfter(at, this.cursor)) return "seen"
    if (this.#isHole(at, type)) {
      if (!this.#asked) {
        this.#asked = true
        return "hole"
      }
      if (type !== "reply.ended") return "seen"
    }
    this.#enter(at, at[0] > this.cursor[0] ? "" : this.text)
    return null
  }

  #isHole(at: Cursor, type: string): boolean {
    const expected = at[0] === this.cursor[0] ? this.cursor[1] + 1 : 1
    return at[1] !== expected && type !== "reply.started" && type !== "reply.snapshot"
  }

  #enter(cursor: Cursor, text: string): void {
    this.cursor = cursor
    this.text = text
    this.#asked = false
  }

  #apply(event: StreamEvent): Outcome {
    if (event.type === "reply.delta") this.text += event.text ?? ""
    else if (event.type === "reply.snapshot") this.text = event.text ?? ""
    return event.type === "reply.ended" ? "ended" : "text"
  }
}

/** Whether this is the stored text. Lengths count characters (code points), as the server does. */
export async function isWhole(text: string, end: StreamEvent): Promise<boolean> {
  if (Array.from(text).length !== end.length) return false
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return false // not a secure origin: cannot tell, so the reply is fetched
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("") === end.digest
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

interface StoredReply {
  id: string
  state: string
  text: string
}

interface ReplyFollower<R extends StoredReply> {
  /** The stored reply. */
  fetchReply: (id: string) => Promise<R>
  onText: (text: string) => void
  /** With what the end said, or with the stored reply. */
  onEnd: (reply: R | (StreamEvent & { id: string; text: string })) => void
  later?: (work: () => void, after: number) => unknown
}

/** Follows one reply to its end, whatever happens on the way. Answers how to let go of it. */
export function followReply<R extends StoredReply>(
  streams: Pick<Streams, "follow" | "again" | "leave">,
  id: string,
  { fetchReply, onText, onEnd, later = setTimeout }: ReplyFollower<R>,
): () => void {
  const name = `reply:${id}`
  let reader = new ReplyReader()
  let done = false

  const finish = (reply: Parameters<typeof onEnd>[0]): void => {
    if (done) return
    done = true
    streams.leave(name)
    onEnd(reply)
  }
  const fetched = async (): Promise<void> => {
    let reply: R
    try {
      reply = await fetchReply(id)
    } catch {
      later(() => void fetched(), backoff(3))
      return
    }
    if (done) return
    if (reply.state === "queued" || reply.state === "running") {
      later(() => streams.again(name), backoff(3))
      return
    }
    onText(reply.text)
    finish(reply)
  }
  const ended = async (event: StreamEvent): Promise<void> => {
    const { text } = reader
    if (await isWhole(text, event)) return finish({ id, ...event, text })
    reader = new ReplyReader() // should it still be written after all, it is read from its beginning
    await fetched()
  }

  streams.follow(name, {
    position: () => reader.position,
    refused: (status) =>
      status === 503 || status === 429 ? later(() => streams.again(name), backoff(3)) : void fetched(),
    event(position, event) {
      const outcome = reader.take(position, event)
      if (outcome === "text" || outcome === "reset") onText(reader.text)
      if (outcome === "hole") streams.again(name)
      else if (outcome === "reset")
        void fetched() // it comes again from its beginning, unless it ended long ago
      else if (outcome === "ended") void ended(event)
    },
  })
  return () => {
    done = true
    streams.leave(name)
  }
}
