// @vitest-environment jsdom
import { expect, test, vi } from "vitest"
import type { Entry, Week } from "../src/core/api"
import type { Page } from "../src/features/shell/page.svelte"
import { Margin, type Remark } from "../src/features/comments/margin.svelte"
import { WeekModel } from "../src/features/week/week.svelte"

const entry = (id: string, version: number, week = 3): Entry => ({
  id,
  week,
  position: 1,
  day: "",
  text: `${id} ${version}`,
  start_on: "2026-10-20",
  end_on: "2026-10-20",
  resources: [],
  status: "done",
  tags: [],
  weeks_open: 1,
  version,
  created_at: "",
  updated_at: "",
})

function shown(...entries: Entry[]): WeekModel {
  const page = { me: { today: "2026-10-20", person: { id: "me" }, programme: null } } as unknown as Page
  const model = new WeekModel(page)
  model.number = 3
  model.week = { number: 3, entries } as unknown as Week
  return model
}

const texts = (model: WeekModel): string[] => model.entries.all.map((one) => one.text)

test("what was fetched, plus the events, is what a fetch would give now", () => {
  const model = shown(entry("a", 2), entry("b", 1))
  model.hear({ type: "entry.changed", entry: entry("a", 3) })
  model.hear({ type: "entry.logged", entry: entry("c", 1) })
  model.hear({ type: "entry.deleted", entry_id: "b", week: 3 })
  expect(texts(model)).toEqual(["a 3", "c 1"])
})

test("an event that is older than what is shown changes nothing", () => {
  const model = shown(entry("a", 2))
  model.hear({ type: "entry.changed", entry: entry("a", 1) })
  expect(texts(model)).toEqual(["a 2"])
})

test("an entry that was moved to another week leaves, and one of another week does not come", () => {
  const model = shown(entry("a", 1))
  model.hear({ type: "entry.logged", entry: entry("x", 1, 4) })
  model.hear({ type: "entry.changed", entry: entry("a", 2, 4) })
  expect(texts(model)).toEqual([])
})

test("somebody else's week takes no events of one's own entries", () => {
  const model = shown(entry("a", 1))
  model.person = "somebody"
  model.hear({ type: "entry.deleted", entry_id: "a", week: 3 })
  expect(texts(model)).toEqual(["a 1"])
})

test("a remark that resolves its thread resolves the remarks before it", () => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("nothing is fetched here")))
  const margin = new Margin()
  const anchor = { kind: "entry", id: "a" } as const
  const remark = (id: string, resolved_at: string | null): Remark =>
    ({ id, thread_id: "1", anchor, text: id, deleted: false, resolved_at, resolved_by: null }) as unknown as Remark
  margin.take(remark("1", null))
  margin.take(remark("2", "2026-10-20T10:00:00Z"))
  const [thread] = margin.threads(anchor)
  expect(thread?.remarks.map((one) => one.resolved_at)).toEqual(["2026-10-20T10:00:00Z", "2026-10-20T10:00:00Z"])
  expect(margin.reveal("2")).toBe(true)
  expect(margin.isOpen(anchor)).toBe(true)
})
