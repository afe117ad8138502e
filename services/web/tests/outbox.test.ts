// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest"
import type { Entry } from "../src/core/api"
import { expected } from "../src/core/expected"
import { outbox } from "../src/core/outbox.svelte"

const entry = (fields: Partial<Entry> = {}): Entry =>
  ({
    id: "e1",
    version: 1,
    text: "before",
    status: "doing",
    tags: [],
    start_on: "2026-10-20",
    end_on: "2026-10-20",
    position: 0,
    ...fields,
  }) as unknown as Entry

const GONE = { status: 204, body: null }

interface Call {
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
}
type Answer = { status: number; body: object | null } | null

let calls: Call[]

/** A network that answers one after the other; `null` = away. */
function network(...answers: Answer[]): void {
  calls = []
  vi.stubGlobal("fetch", (url: string, { method, headers, body }: RequestInit) => {
    calls.push({
      method: method ?? "",
      url,
      headers: headers as Record<string, string>,
      body: JSON.parse((body as string | null) ?? "null"),
    })
    const answer = answers.shift() ?? null
    return answer
      ? Promise.resolve(new Response(answer.body && JSON.stringify(answer.body), { status: answer.status }))
      : Promise.reject(new TypeError("no network"))
  })
}

beforeEach(() => {
  localStorage.clear()
  outbox.open("somebody")
})

test("edits of one entry become one, and are shown as they will be", () => {
  outbox.addEdit(entry(), { text: "after" }, 1)
  outbox.addEdit(entry(), { status: "done" }, 1)
  expect(outbox.items).toHaveLength(1)
  expect(expected([entry(), entry({ id: "e2" })])).toEqual([
    entry({ text: "after", status: "done" }),
    entry({ id: "e2" }),
  ])
})

test("what waits outlives the page, and is one person's", () => {
  outbox.addLine({ text: "a line", day: "2026-10-20", plainly: true })
  outbox.open("another")
  expect(outbox.items).toEqual([])
  outbox.open("somebody")
  expect(outbox.items.map(({ line }) => line?.text)).toEqual(["a line"])
})

test("a new entry is tried under one key until it has arrived", async () => {
  outbox.addLine({ text: "a line", day: "2026-10-20", plainly: true })
  network(null)
  await outbox.send()
  const [first] = calls
  network({ status: 201, body: entry({ text: "a line" }) })
  await Promise.all([outbox.send(), outbox.send()])
  expect(calls).toHaveLength(1)
  expect(calls[0]?.headers["Idempotency-Key"]).toBe(first?.headers["Idempotency-Key"])
  expect(outbox.items).toEqual([])
})

test("an edit that had arrived before is no conflict", async () => {
  outbox.addEdit(entry(), { text: "after" }, 1)
  network({ status: 412, body: {} }, { status: 200, body: entry({ text: "after", version: 2 }) })
  await outbox.send()
  expect(outbox.items).toEqual([])
})

test("a conflict waits for the person, who may insist", async () => {
  outbox.addEdit(entry(), { text: "mine" }, 1)
  network({ status: 412, body: {} }, { status: 200, body: entry({ text: "theirs", version: 2 }) })
  await outbox.send()
  expect(outbox.items[0]?.theirs?.text).toBe("theirs")
  expect(outbox.ready).toEqual([])
  network({ status: 200, body: entry({ text: "mine", version: 3 }) })
  await outbox.insist(outbox.items[0] ?? { key: "" })
  expect(calls[0]?.headers["If-Match"]).toBe('"2"')
  expect(outbox.items).toEqual([])
})

test("what the server refuses says why, and stands in nobody's way", async () => {
  outbox.addLine({ text: "refused", day: "2026-10-20", plainly: true })
  outbox.addLine({ text: "taken", day: "2026-10-20", plainly: true })
  network({ status: 422, body: { detail: "not in the programme" } }, { status: 201, body: entry() })
  await outbox.send()
  expect(outbox.items.map(({ line, fault }) => [line?.text, fault])).toEqual([["refused", "not in the programme"]])
})

test("a moved entry is shown between those that it will stand between, and lasts as long as before", () => {
  const tuesday = [entry({ id: "a", position: 1 }), entry({ id: "b", position: 2 })]
  const long = entry({ id: "c", start_on: "2026-10-19", end_on: "2026-10-20", position: 9 })
  outbox.addMove(long, "a", "2026-10-20")
  const [, , moved] = expected([...tuesday, long])
  expect(moved).toMatchObject({ start_on: "2026-10-20", end_on: "2026-10-21", position: 1.5 })
  outbox.addMove(long, null, "2026-10-20")
  expect(expected([...tuesday, long])[2]?.position).toBeLessThan(1)
  expect(outbox.items).toHaveLength(1)
})

test("a deleted entry is gone from sight, and what else was asked of it is not sent", async () => {
  outbox.addEdit(entry(), { text: "after" }, 1)
  outbox.addMove(entry(), null, "2026-10-21")
  const key = outbox.addRemoval(entry())
  expect(expected([entry()])).toEqual([])
  outbox.drop(key)
  expect(expected([entry()])).toEqual([entry()])
  outbox.addRemoval(entry())
  network(GONE)
  await outbox.send()
  expect(calls.map(({ method, headers }) => [method, headers["If-Match"]])).toEqual([["DELETE", '"1"']])
  expect(outbox.items).toEqual([])
})

test("what follows an edit goes out on the version that the edit made", async () => {
  outbox.addEdit(entry(), { text: "after" }, 1)
  outbox.addMove(entry({ text: "after" }), null, "2026-10-21")
  network(
    { status: 200, body: entry({ text: "after", version: 2 }) },
    { status: 200, body: entry({ text: "after", start_on: "2026-10-21", version: 3 }) },
  )
  await outbox.send()
  expect(calls.map(({ method, headers }) => [method, headers["If-Match"]])).toEqual([
    ["PATCH", '"1"'],
    ["POST", '"2"'],
  ])
  expect(outbox.items).toEqual([])
})

test("a move is tried under one key until it has arrived", async () => {
  outbox.addMove(entry(), null, "2026-10-21")
  network(null)
  await outbox.send()
  const [first] = calls
  network({ status: 200, body: entry({ version: 2 }) })
  await outbox.send()
  expect(calls[0]?.headers["Idempotency-Key"]).toBe(first?.headers["Idempotency-Key"])
  expect(outbox.items).toEqual([])
})

test("words that others changed do not stand in the way of a move; another move does", async () => {
  outbox.addMove(entry(), null, "2026-10-21")
  network(
    { status: 412, body: {} },
    { status: 200, body: entry({ text: "theirs", version: 2 }) },
    { status: 412, body: {} },
    { status: 200, body: entry({ start_on: "2026-10-23", version: 3 }) },
  )
  await outbox.send()
  expect(calls[2]?.headers["If-Match"]).toBe('"2"')
  expect(outbox.items[0]?.theirs?.start_on).toBe("2026-10-23")
})

test("a move behind an entry that is gone goes to the beginning of its day", async () => {
  outbox.addMove(entry(), "gone", "2026-10-21")
  network({ status: 422, body: { detail: "names no other entry" } }, { status: 200, body: entry({ version: 2 }) })
  await outbox.send()
  expect(calls.map(({ body }) => body)).toEqual([
    { after: "gone", start_on: "2026-10-21" },
    { after: null, start_on: "2026-10-21" },
  ])
  expect(outbox.items).toEqual([])
})

test("an entry that others changed is deleted only when the person insists; one that is gone is gone", async () => {
  outbox.addRemoval(entry())
  network({ status: 412, body: {} }, { status: 200, body: entry({ text: "theirs", version: 2 }) })
  await outbox.send()
  expect(outbox.items[0]?.theirs?.text).toBe("theirs")
  expect(expected([entry()])).toEqual([entry()])
  network({ status: 404, body: {} })
  await outbox.insist(outbox.items[0] ?? { key: "" })
  expect(calls[0]?.headers["If-Match"]).toBe('"2"')
  expect(outbox.items).toEqual([])
})
