// The list of weeks: where one is in the programme, and how full each week is.

import { get } from "./api.js"
import { shortSpan } from "./dates.js"
import { find, h } from "./dom.js"

export class WeekList {
  #weeks = []
  #shown = null

  get numbers() {
    return this.#weeks.map((week) => week.number)
  }

  get current() {
    return this.#weeks.find((week) => week.current)?.number ?? this.#weeks.findLast((week) => week.entries)?.number ?? this.#weeks[0]?.number ?? 1
  }

  async load() {
    this.#weeks = (await get("/v1/weeks")).items
    this.#draw()
  }

  mark(number) {
    this.#shown = number
    this.#draw()
  }

  #draw() {
    const list = h("ol", {}, this.#weeks.map((week) => this.#item(week)))
    find("#weeks").replaceChildren(list)
    const shown = find("[aria-current]", list)
    // Only the strip of narrow screens scrolls sideways; never the page.
    if (shown) list.scrollLeft = shown.offsetLeft - list.clientWidth / 2 + shown.offsetWidth / 2
  }

  #item(week) {
    const entries = week.entries === 1 ? "1 entry" : `${week.entries} entries`
    const review = week.review && week.review.state !== "pending" ? `, review ${week.review.state}` : ""
    return h("li", { class: [week.current && "current", !week.entries && "bare"].filter(Boolean).join(" ") },
      h("a", { href: `#/week/${week.number}`, "aria-current": week.number === this.#shown ? "page" : null, "aria-label": `Week ${week.number}, ${entries}${review}${week.current ? ", the current week" : ""}` },
        h("b", {}, String(week.number)), h("span", { class: "week-span" }, shortSpan(week.first_day, week.last_day)),
        h("span", { class: "week-fill", title: entries + review }, review ? h("i", { class: "reviewed" }, "✓") : null, week.entries ? String(week.entries) : "")))
  }
}
