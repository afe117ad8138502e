// What the page's reader of a reply does with events that have no position, and with a hole that stays.
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "vitest"

const { followReply, ReplyReader } = await import("../src/core/reply")

const started = { type: "reply.started" }
const reset = { type: "stream.reset" }
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

const settle = () => new Promise((resolve) => setTimeout(resolve, 250)) // a digest is made meanwhile

/** One reply that is followed: what was shown, and what was asked of the server. */
function follow(stored = { state: "done", text: "stored" }) {
  const seen = { texts: [], end: null, asked: [], fetched: 0, timers: [] }
  const streams = {
    follow: (_, follower) => {
      seen.say = (position, event) => follower.event(position, event)
      seen.position = () => follower.position()
    },
    again: () => seen.asked.push(seen.position()),
    leave: () => {},
  }
  const fetchReply = async () => {
    seen.fetched += 1
    return stored
  }
  followReply(streams, "1", {
    fetchReply,
    onText: (text) => seen.texts.push(text),
    onEnd: (end) => {
      seen.end = end
    },
    later: (work) => seen.timers.push(work),
  })
  return seen
}

test("the whole text and the end without a position hold", async () => {
  const seen = follow()
  seen.say("1-1", started)
  seen.say("1-2", delta("ab"))
  seen.say(null, snapshot("xyz"))
  assert.equal(seen.position(), "1-2")
  seen.say(null, ended("xyz"))
  await settle()
  assert.deepEqual([seen.texts.at(-1), seen.end.state, seen.end.text, seen.fetched], ["xyz", "done", "xyz", 0])
})

test("a reset clears the text, and what comes again from the beginning is taken", async () => {
  const seen = follow({ state: "running", text: "" })
  seen.say("2-7", snapshot("old"))
  seen.say(null, reset)
  assert.deepEqual([seen.texts.at(-1), seen.position()], ["", null])
  seen.say("1-1", started)
  seen.say("1-2", delta("new"))
  await settle()
  seen.timers.shift()()
  assert.deepEqual([seen.texts.at(-1), seen.asked], ["new", ["1-2"]])
  seen.say("1-3", ended("new"))
  await settle()
  assert.equal(seen.end.text, "new")
})

test("a hole that is still there is asked for once, and the whole text fills it", () => {
  const seen = follow()
  seen.say("1-1", started)
  for (let round = 0; round < 3; round += 1) for (const at of ["1-3", "1-4", "1-5"]) seen.say(at, delta("?"))
  assert.deepEqual([seen.asked, seen.texts.at(-1), seen.fetched], [["1-1"], "", 0])
  seen.say("1-6", snapshot("abc"))
  seen.say("1-7", delta("d"))
  assert.equal(seen.texts.at(-1), "abcd")
  seen.say("1-9", delta("f")) // another hole
  assert.deepEqual(seen.asked, ["1-1", "1-7"])
})

test("a hole that stays to the end is asked for once, and the stored reply is shown", async () => {
  const seen = follow()
  for (let round = 0; round < 2; round += 1) {
    seen.say("1-3", delta("red"))
    seen.say("1-4", ended("stored"))
    if (round === 0) assert.deepEqual(seen.asked, [null])
  }
  await settle()
  assert.deepEqual([seen.asked, seen.texts.at(-1), seen.end.state], [[null], "stored", "done"])
})

test("a new attempt is read after a hole that stayed", () => {
  const reader = new ReplyReader()
  reader.take("1-1", started)
  assert.deepEqual(
    ["1-3", "1-3"].map((at) => reader.take(at, delta("?"))),
    ["hole", "seen"],
  )
  reader.take("2-1", started)
  reader.take("2-2", delta("b"))
  assert.deepEqual([reader.text, reader.position], ["b", "2-2"])
})
