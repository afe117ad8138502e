// The list of weeks: where one is in the programme, and how full each week is; of oneself, or of somebody one follows.

import { get } from "./api.js"
import { shortSpan } from "./dates.js"
import { find, h } from "./dom.js"
import { address } from "./places.js"

export class WeekList {
  #weeks = []
  #shown = null
  #person = null
  #followed = []
  #number = 1 // of the week that was shown last

  constructor({ members }) {
    this.members = members
  }

  get numbers() {
    return this.#weeks.map((week) => week.number)
  }

  get current() {
    return this.#weeks.find((week) => week.current)?.number ?? this.#weeks.findLast((week) => week.entries)?.number ?? this.#weeks[0]?.number ?? 1
  }

  async load() {
    const person = this.#person
    const [{ items }, followed] = await Promise.all([get(`/v1/weeks${person ? `?person=${person}` : ""}`), this.members.followed()])
    if (person !== this.#person) return
    this.#weeks = items
    this.#followed = followed
    this.#draw()
  }

  /** Another's weeks are fetched; one's own are there again at once when it is marked as not shown. */
  mark(number, person = null) {
    this.#shown = number
    if (number !== null) this.#number = number
    const other = person !== this.#person
    this.#person = person
    this.#draw()
    if (other) this.load().catch(() => {})
  }

  #draw() {
    const list = h("ol", {}, this.#weeks.map((week) => this.#item(week)))
    const focused = document.activeElement?.id
    find("#weeks").replaceChildren(...(this.#followed.length ? [this.#picker()] : []), list)
    if (focused === "whose") find("#whose").focus({ preventScroll: true })
    const shown = find("[aria-current]", list)
    // Only the strip of narrow screens scrolls sideways; never the page.
    if (shown) list.scrollLeft = shown.offsetLeft - list.clientWidth / 2 + shown.offsetWidth / 2
  }

  #picker() {
    const go = (event) => { location.hash = address(`/week/${this.#number}`, { person: event.target.value }) }
    const option = (one) => h("option", { value: one.person_id, selected: one.person_id === this.#person }, one.left_at ? `${one.name} (left)` : one.name)
    return h("select", { id: "whose", class: "whose", "aria-label": "Whose weeks", onchange: go }, h("option", { value: "", selected: this.#person === null }, "My weeks"), this.#followed.map(option))
  }

  #item(week) {
    const entries = week.entries === 1 ? "1 entry" : `${week.entries} entries`
    const review = week.review && week.review.state !== "pending" ? `, review ${week.review.state}` : ""
    const span = shortSpan(week.first_day, week.last_day)
    const name = `Week ${week.number}, ${span}, ${entries}${review}${week.current ? ", the current week" : ""}`
    return h("li", { class: [week.current && "current", !week.entries && "bare"].filter(Boolean).join(" ") },
      h("a", { href: address(`/week/${week.number}`, { person: this.#person }), "aria-current": week.number === this.#shown ? "page" : null },
        h("span", { class: "unseen" }, name), h("b", { "aria-hidden": "true" }, String(week.number)), h("span", { class: "week-span", "aria-hidden": "true" }, span),
        h("span", { class: "week-fill", title: entries + review, "aria-hidden": "true" }, review ? h("i", { class: "reviewed" }, "✓") : null, week.entries ? h("span", {}, String(week.entries)) : "")))
  }
}
