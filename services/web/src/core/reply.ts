// One reply of the assistant, followed to its end over the streams of `stream.ts`.
//
// What is at or before the cursor has been seen; a greater attempt clears the text; a sequence that skips one
// is a hole (ask again from the cursor), unless a beginning or the whole text follows; the end says how long
// the stored text is and what its digest is, and where that differs the reply is fetched. A hole that was asked
// for again and is still there stays: what is said after it is ignored, up to the whole text or the end. An
// event without a position was made by the gateway from the database: it holds.

import { backoff, isAfter, readPosition, type Cursor, type StreamEvent, type Streams } from "./stream"

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
  // not a secure origin: cannot tell, so the reply is fetched
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return false
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("") === end.digest
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
  /** Nobody has begun the answer, and so many questions are before it. */
  onWaiting?: (before: number) => void
  /** With what the end said, or with the stored reply. */
  onEnd: (reply: R | (StreamEvent & { id: string; text: string })) => void
  later?: (work: () => void, after: number) => unknown
}

/** Follows one reply to its end, whatever happens on the way. Answers how to let go of it. */
export function followReply<R extends StoredReply>(
  streams: Pick<Streams, "follow" | "again" | "leave">,
  id: string,
  { fetchReply, onText, onWaiting, onEnd, later = setTimeout }: ReplyFollower<R>,
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
      if (event.type === "reply.waiting") return onWaiting?.(event.before ?? 0)
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
