import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "vitest"

const { backoff, Streams } = await import("../src/core/stream")
const { followReply, isWhole, ReplyReader } = await import("../src/core/reply")

const started = { type: "reply.started" }
const delta = (text) => ({ type: "reply.delta", text })
const snapshot = (text) => ({ type: "reply.snapshot", text })
const ended = (text) => ({
  type: "reply.ended",
  state: "done",
  length: [...text].length,
  digest: createHash("sha256").update(text).digest("hex").slice(0, 16),
  citations: [],
  error: null,
})

test("deltas make the text, and what was seen is ignored", () => {
  const reader = new ReplyReader()
  assert.equal(reader.position, null)
  assert.equal(reader.take("1-1", started), "text")
  reader.take("1-2", delta("a"))
  assert.equal(reader.take("1-2", delta("a")), "seen")
  assert.deepEqual([reader.text, reader.position], ["a", "1-2"])
})

test("a greater attempt clears the text, and a dead one is ignored", () => {
  const reader = new ReplyReader()
  reader.take("1-1", delta("old"))
  reader.take("2-1", started)
  assert.equal(reader.text, "")
  assert.equal(reader.take("1-2", delta("late")), "seen")
})

test("a hole is not skipped, and a snapshot fills it", () => {
  const reader = new ReplyReader()
  reader.take("1-1", started)
  assert.equal(reader.take("1-3", delta("b")), "hole")
  assert.equal(reader.position, "1-1")
  assert.equal(reader.take("1-10", snapshot("ab")), "text")
  assert.deepEqual([reader.text, reader.position], ["ab", "1-10"])
})

test("the end is compared in characters and by digest", async () => {
  assert.equal(await isWhole("tiếng Việt 🎉", ended("tiếng Việt 🎉")), true)
  assert.equal(await isWhole("ab", ended("ac")), false)
  assert.equal(await isWhole("abc", ended("ab")), false)
})

test("the wait is anywhere between nothing and a limit that doubles up to a bound", () => {
  assert.equal(
    backoff(3, () => 0),
    0,
  )
  assert.equal(
    backoff(3, () => 1),
    2 * backoff(2, () => 1),
  )
  assert.equal(
    backoff(40, () => 1),
    backoff(41, () => 1),
  )
})

/** A server that plays back a reply and can be told to hang up. */
class World {
  sockets = []
  timers = []
  sent = []
  tickets = 0
  stored = { state: "done", text: "stored", citations: [], error: null }

  streams = new Streams({
    open: () => {
      const socket = { readyState: 1, send: (text) => this.sent.push(JSON.parse(text)), close() {} }
      this.sockets.push(socket)
      queueMicrotask(() => {
        socket.onopen()
        this.say({ type: "welcome", person_id: "p" })
      })
      return socket
    },
    ticket: async () => `ticket ${(this.tickets += 1)}`,
    random: () => 0.5,
    later: (work, wait) => this.timers.push({ work, wait }),
    now: () => 0,
  })

  say(frame) {
    this.sockets.at(-1).onmessage({ data: JSON.stringify(frame) })
  }

  event(position, event, stream = "reply:1") {
    this.say({ stream, position, event })
  }

  async hangUp() {
    this.sockets.at(-1).onclose({ code: 1012 })
    this.timers.shift().work()
    await settle()
  }

  follow() {
    const shown = { text: "", end: null }
    const work = {
      fetchReply: async () => this.stored,
      onText: (text) => {
        shown.text = text
      },
      onEnd: (end) => {
        shown.end = end
      },
      later: (work) => this.timers.push({ work }),
    }
    followReply(this.streams, "1", work)
    return shown
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
const subscribed = (world) => world.sent.filter((frame) => frame.type === "subscribe").map((frame) => frame.position)

test("the first frame is the ticket; after a loss the stream goes on from its cursor with a new one", async () => {
  const world = new World()
  const shown = world.follow()
  await settle()
  world.event("1-1", started)
  world.event("1-2", delta("a"))
  await world.hangUp()
  world.event("1-3", delta("b"))
  world.event("1-4", ended("ab"))
  await settle()
  assert.deepEqual(
    world.sent.filter((frame) => frame.type === "authenticate").map((frame) => frame.ticket),
    ["ticket 1", "ticket 2"],
  )
  assert.deepEqual(subscribed(world), [null, "1-2"])
  assert.deepEqual([shown.text, shown.end.state], ["ab", "done"])
  assert.deepEqual(world.sent.at(-1), { type: "unsubscribe", stream: "reply:1" })
})

test("waits grow while sockets fail", async () => {
  const world = new World()
  world.follow()
  await settle()
  const waits = []
  for (let round = 0; round < 3; round += 1) {
    world.sockets.at(-1).onclose({ code: 1006 })
    waits.push(world.timers[0].wait)
    world.timers.shift().work()
    await settle()
  }
  assert.deepEqual(waits, [250, 500, 1000])
})

test("a hole asks again from the cursor", async () => {
  const world = new World()
  world.follow()
  await settle()
  world.event("1-1", started)
  world.event("1-5", delta("x"))
  assert.deepEqual(subscribed(world), [null, "1-1"])
})

test("where the digest differs, and after a reset, the stored reply is shown", async () => {
  for (const last of [
    ["1-1", ended("something else")],
    [null, { type: "stream.reset" }],
  ]) {
    const world = new World()
    const shown = world.follow()
    await settle()
    world.event(...last)
    await settle()
    assert.deepEqual([shown.text, shown.end.state], ["stored", "done"])
  }
})

test("a reset of a reply that still runs starts again from the beginning", async () => {
  const world = new World()
  world.stored = { state: "running", text: "" }
  world.follow()
  await settle()
  world.event("1-1", delta("lost"))
  world.event(null, { type: "stream.reset" })
  await settle()
  world.timers.shift().work()
  assert.deepEqual(subscribed(world), [null, null])
})
