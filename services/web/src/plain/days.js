// The entries of a week by day. Rows outlive every redrawing, so that who edits one is not disturbed.

import { dayNumber, longDay, shortWeekday } from "./dates.js"
import { arrange, find, h, keepingFocus } from "./dom.js"
import { EntryRow } from "./entry.js"

export class Days {
  #rows = new Map()
  #sections = new Map() // by day

  constructor(view) {
    this.view = view
    this.element = h("div", { class: "days" })
    this.summary = h("p", { class: "summary" })
  }

  /** Another week's rows are other rows. */
  forget() {
    this.#rows.clear()
    this.#sections.clear()
  }

  row(id) {
    return this.#rows.get(id)?.element
  }

  draw() {
    const { week, today } = this.view
    const entries = sorted(week.entries)
    const days = new Map()
    for (const entry of entries) days.set(entry.start_on, [...(days.get(entry.start_on) ?? []), entry])
    const sections = Array.from(days, ([day, ofDay]) => this.#day(day, ofDay, today))
    keepingFocus(this.element, () => arrange(this.element, entries.length ? sections : [this.#empty(week, today)]))
    this.#summarise(entries)
  }

  /** The entries of a day, in their order. */
  of(day) {
    return sorted(this.view.week.entries).filter((entry) => entry.start_on === day)
  }

  #day(day, entries, today) {
    if (!this.#sections.has(day)) this.#sections.set(day, newDay(day, today))
    const section = this.#sections.get(day)
    keepingFocus(section, () => arrange(find("ol", section), entries.map((entry) => this.#row(entry))))
    return section
  }

  #row(entry) {
    const known = this.#rows.get(entry.id)
    if (known?.editing || (known?.entry.version === entry.version && known.entry.carried_to === entry.carried_to)) return known.element
    const row = new EntryRow(entry, this.view)
    this.#rows.set(entry.id, row)
    return row.element
  }

  #empty(week, today) {
    if (this.view.readOnly) return h("div", { class: "empty" }, h("p", {}, "Nothing is logged in this week."))
    return h("div", { class: "empty" },
      h("p", {}, week.first_day > today ? "This week is still ahead." : "Nothing is logged in this week yet."),
      h("p", { class: "quiet" }, "Write a line above and press Enter, drop worklog pages anywhere, or use ", h("code", {}, `weeklog log "…"`), "."))
  }

  #summarise(entries) {
    const open = entries.filter((entry) => !entry.carried_to && (entry.status === "planned" || entry.status === "doing")).length
    const done = entries.filter((entry) => entry.status === "done").length
    const count = entries.length === 1 ? "1 entry" : `${entries.length} entries`
    this.summary.textContent = entries.length ? [count, `${done} done`, open && `${open} open`].filter(Boolean).join(" · ") : "No entries yet"
  }
}

function newDay(day, today) {
  return h("section", { class: day === today ? "day today" : "day", "aria-label": longDay(day) },
    h("h2", {}, h("span", {}, shortWeekday(day)), h("b", {}, dayNumber(day)), day === today && h("em", {}, "today")), h("ol"))
}

function sorted(entries) {
  return [...entries].sort((one, other) => one.start_on.localeCompare(other.start_on) || one.position - other.position || one.id.localeCompare(other.id))
}
