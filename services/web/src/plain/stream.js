// The reference client of `WS /v1/stream`. What it needs from the world (a socket, a ticket, a clock, chance) is given
// to it, so that it runs under any JavaScript and its rules can be tested without a server.
//
// Positions are `attempt-sequence`. Of a reply: what is at or before the cursor has been seen; a greater attempt clears
// the text; a sequence that skips one is a hole (ask again from the cursor), unless a beginning or the whole text
// follows; the end says how long the stored text is and what its digest is, and where that differs the reply is fetched.
// A hole that was asked for again and is still there stays: what is said after it is ignored, up to the whole text or
// the end. An event without a position was made by the gateway from the database: it holds.

const LONGEST_WAIT = 15_000 // milliseconds
const FIRST_WAIT = 250
const STEADY = 10_000 // a socket that lived so long counts as a success

export function readPosition(text) {
  const [attempt, sequence] = text.split("-").map(Number)
  return [attempt, sequence]
}

export const isAfter = (one, other) => one[0] > other[0] || (one[0] === other[0] && one[1] > other[1])

/** Full jitter: anywhere between nothing and a limit that doubles, so that a restarted server is not stormed. */
export function backoff(failures, random = Math.random) {
  return random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)
}

/** The pure half: what one reply's events mean. */
export class ReplyReader {
  text = ""
  cursor = [0, 0]
  #asked = false // again, because of a hole just after the cursor

  get position() {
    return this.cursor[0] ? this.cursor.join("-") : null
  }

  /** `"seen"`, `"hole"`, `"reset"`, `"text"` or `"ended"`: what the caller has to do about it. */
  take(position, event) {
    if (event.type === "stream.reset") {
      this.#enter([0, 0], "")
      return "reset"
    }
    if (position !== null) {
      const at = readPosition(position)
      if (!isAfter(at, this.cursor)) return "seen"
      if (this.#isHole(at, event.type)) {
        if (!this.#asked) {
          this.#asked = true
          return "hole"
        }
        if (event.type !== "reply.ended") return "seen"
      }
      this.#enter(at, at[0] > this.cursor[0] ? "" : this.text)
    }
    return this.#apply(event)
  }

  #isHole(at, type) {
    const expected = at[0] === this.cursor[0] ? this.cursor[1] + 1 : 1
    return at[1] !== expected && type !== "reply.started" && type !== "reply.snapshot"
  }

  #enter(cursor, text) {
    this.cursor = cursor
    this.text = text
    this.#asked = false
  }

  #apply(event) {
    if (event.type === "reply.delta") this.text += event.text
    else if (event.type === "reply.snapshot") this.text = event.text
    return event.type === "reply.ended" ? "ended" : "text"
  }
}

/** Whether this is the stored text. Lengths count characters (code points), as the server does. */
export async function isWhole(text, end) {
  if ([...text].length !== end.length) return false
  if (!globalThis.crypto?.subtle) return false // not a secure origin: cannot tell, so the reply is fetched
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("") === end.digest
}

/** One socket for all streams; resumes each from its own cursor after every loss. */
export class Streams {
  #followed = new Map()
  #socket = null
  #failures = 0
  #timer = null
  #closed = false
  #welcome = false

  /** `later` is called as a method, which a browser's own setTimeout refuses to be. `open()` answers a WebSocket, `ticket()` a promise of a fresh ticket, or null when nobody is signed in. */
  constructor({ open, ticket, onState = () => {}, random = Math.random, later = (...call) => setTimeout(...call), now = Date.now }) {
    Object.assign(this, { open, ticket, onState, random, later, now })
  }

  /** `follower`: `{position(): string | null, subscribed(position), event(position, event), refused(status, detail)}` */
  follow(stream, follower) {
    this.#followed.set(stream, follower)
    if (this.#welcome) this.#subscribe(stream)
    else this.#connect()
  }

  /** From the follower's cursor, after a hole. */
  again(stream) {
    if (this.#welcome && this.#followed.has(stream)) this.#subscribe(stream)
  }

  leave(stream) {
    if (this.#followed.delete(stream) && this.#welcome) this.#send({ type: "unsubscribe", stream })
  }

  /** Now rather than after the wait: the network is back, or the page is looked at again. */
  hurry() {
    if (this.#timer === null) return
    clearTimeout(this.#timer)
    this.#timer = null
    this.#connect()
  }

  close() {
    this.#closed = true
    this.#followed.clear()
    clearTimeout(this.#timer)
    this.#socket?.close(1000)
  }

  async #connect() {
    if (this.#socket || this.#timer !== null || this.#closed) return
    this.onState("connecting")
    const opened = (this.#socket = { close() {} }) // holds the place while the ticket is on its way
    let ticket
    try {
      ticket = await this.ticket()
    } catch {
      this.#lost(opened, 0)
      return
    }
    if (ticket === null || this.#closed) return
    const socket = (this.#socket = this.open())
    const started = this.now()
    socket.onopen = () => socket.send(JSON.stringify({ type: "authenticate", ticket }))
    socket.onmessage = (message) => this.#hear(JSON.parse(message.data))
    socket.onclose = () => this.#lost(socket, this.now() - started)
  }

  #lost(socket, lived) {
    if (socket !== this.#socket) return
    this.#socket = null
    this.#welcome = false
    if (this.#closed) return
    this.onState("waiting")
    this.#failures = lived > STEADY ? 0 : this.#failures + 1
    this.#timer = this.later(() => {
      this.#timer = null
      this.#connect()
    }, backoff(this.#failures, this.random))
  }

  #hear(frame) {
    if (frame.type === "welcome") {
      this.#welcome = true
      this.onState("live")
      for (const stream of this.#followed.keys()) this.#subscribe(stream)
      return
    }
    const follower = this.#followed.get(frame.stream)
    if (!follower) return
    if (frame.type === "subscribed") follower.subscribed?.(frame.position)
    else if (frame.type === "refused") follower.refused?.(frame.status, frame.detail)
    else if (frame.event) follower.event(frame.position, frame.event)
  }

  #subscribe(stream) {
    this.#send({ type: "subscribe", stream, position: this.#followed.get(stream).position() })
  }

  #send(frame) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame))
  }
}

/** Follows one reply to its end, whatever happens on the way. `fetchReply` answers the stored reply. */
export function followReply(streams, id, { fetchReply, onText, onEnd, later = setTimeout }) {
  const name = `reply:${id}`
  let reader = new ReplyReader()
  let done = false

  const finish = (reply) => {
    if (done) return
    done = true
    streams.leave(name)
    onEnd(reply)
  }
  const fetched = async () => {
    let reply
    try {
      reply = await fetchReply(id)
    } catch {
      later(fetched, backoff(3))
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
  const ended = async (event) => {
    const { text } = reader
    if (await isWhole(text, event)) return finish({ id, ...event, text })
    reader = new ReplyReader() // should it still be written after all, it is read from its beginning
    await fetched()
  }

  streams.follow(name, {
    position: () => reader.position,
    refused: (status) => (status === 503 || status === 429 ? later(() => streams.again(name), backoff(3)) : fetched()),
    event(position, event) {
      const outcome = reader.take(position, event)
      if (outcome === "text" || outcome === "reset") onText(reader.text)
      if (outcome === "hole") streams.again(name)
      else if (outcome === "reset") fetched() // it comes again from its beginning, unless it ended long ago
      else if (outcome === "ended") ended(event)
    },
  })
  return () => {
    done = true
    streams.leave(name)
  }
}
