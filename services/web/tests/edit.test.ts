import { expect, test } from "vitest"
import type { Entry } from "../src/core/api"
import { changes, fieldsOf } from "../src/features/entries/edit"

const entry: Entry = {
  id: "1",
  week: 3,
  position: 1,
  day: "",
  text: "drew the map",
  start_on: "2026-10-20",
  end_on: "2026-10-20",
  resources: [{ title: "map", url: "https://e.org" }],
  status: "done",
  tags: ["stall"],
  carried_from: null,
  carried_to: null,
  weeks_open: 1,
  version: 1,
  created_at: "",
  updated_at: "",
}

test("what was not touched is not sent", () => {
  expect(changes(entry, fieldsOf(entry))).toEqual({})
  expect(changes(entry, { ...fieldsOf(entry), status: "doing" })).toEqual({ status: "doing" })
})

test("tags are words, with or without their #", () => {
  expect(changes(entry, { ...fieldsOf(entry), tags: "#stall, map  today" })).toEqual({
    tags: ["stall", "map", "today"],
  })
})

test("empty links are left out, and one without an address keeps its title", () => {
  const resources = [
    { title: "  ", url: "" },
    { title: "book", url: " " },
  ]
  expect(changes(entry, { ...fieldsOf(entry), resources })).toEqual({ resources: [{ title: "book", url: null }] })
})

test("hours are counted, changed and taken back", () => {
  const counted = { ...entry, hours: 2.5 }
  expect(changes(entry, { ...fieldsOf(entry), hours: 2.5 })).toEqual({ hours: 2.5 })
  expect(changes(counted, { ...fieldsOf(counted), hours: undefined })).toEqual({ hours: null })
})

test("the day since when it is blocked is sent while it is blocked", () => {
  const since = { ...fieldsOf(entry), blocked_since: "2026-10-19" }
  expect(changes(entry, since)).toEqual({})
  expect(changes(entry, { ...since, status: "blocked" })).toEqual({ status: "blocked", blocked_since: "2026-10-19" })
  const blocked: Entry = { ...entry, status: "blocked", blocked_since: "2026-10-19" }
  expect(changes(blocked, fieldsOf(blocked))).toEqual({})
})

test("an entry that is moved behind its end ends on its new day", () => {
  const moved = changes(entry, { ...fieldsOf(entry), start_on: "2026-10-22" })
  expect(moved).toEqual({ start_on: "2026-10-22", end_on: "2026-10-22" })
})
