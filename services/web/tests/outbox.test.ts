// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest"
import type { Entry } from "../src/core/api"
import { outbox, withEdits } from "../src/core/outbox.svelte"

const entry = (fields: Partial<Entry> = {}): Entry =>
  ({ id: "e1", version: 1, text: "before", status: "doing", tags: [], ...fields }) as unknown as Entry

interface Call {
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
}
type Answer = { status: number; body: unknown } | null

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
      ? Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
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
  expect(withEdits([entry(), entry({ id: "e2" })])).toEqual([
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
