// @vitest-environment jsdom
import { expect, test } from "vitest"
import { speak } from "../src/core/i18n.svelte"
import type { Shortcut } from "../src/core/shortcuts.svelte"
import { folded } from "../src/core/folding"
import { commandsFor } from "../src/features/shell/commands"
import type { Page } from "../src/features/shell/page.svelte"

const shortcuts: Shortcut[] = [
  { key: "n", what: "shortcut.newEntry", does: () => undefined },
  { key: "k", ctrl: true, what: "shortcut.palette", does: () => undefined },
]
const week = { number: 3, first_day: "2026-10-19", last_day: "2026-10-25" }
const page = {
  weeks: { items: [week], person: null },
  members: { followed: [{ person_id: "1", name: "Đặng Lan", role: "member" }] },
} as unknown as Page
const labels = (typed: string): string[] => commandsFor(typed, page, shortcuts).map(({ label }) => label)

test("commands, weeks and people are found by any part of their words, without accents", () => {
  speak("en")
  expect(labels("")).toEqual(["New entry", "Week 3", "Đặng Lan"])
  expect(labels("dang")).toEqual(["Đặng Lan", "Search for “dang”"])
  expect(labels("entry ne")).toEqual(["New entry", "Search for “entry ne”"])
  speak("vi")
  expect(labels("tuan 3")).toEqual(["Tuần 3", "Tìm “tuan 3”"])
})

test("folding keeps letters and leaves their marks", () => {
  expect(folded("Đường Ngô Quyền")).toBe("duong ngo quyen")
})
