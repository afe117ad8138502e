// The shown week: what it is for, what was done by day, what came of it. One instance for the whole page.

import { ApiError, get } from "./api.js"
import { carryOffer, copyButton } from "./carry.js"
import { Margin } from "./comments.js"
import { dayNumber, longDay, shortWeekday, span } from "./dates.js"
import { find, h, icon } from "./dom.js"
import { EntryRow } from "./entry.js"
import { openExport } from "./exporting.js"
import { Lines } from "./lines.js"
import { address } from "./places.js"
import { QuickLine } from "./quick.js"
import { reviewCard } from "./review.js"

export class WeekView {
  #rows = new Map()
  #changes = 0 // how many entries were logged, changed or deleted
  #sought = null // the entry that a citation led here for
  #fresh = null // the entry that has just appeared: shown, but nobody's focus is taken for it

  /** `changed()` is called when the list of weeks (counts, reviews) may no longer be right. */
  constructor({ me, members, changed, exists }) {
    Object.assign(this, { me, members, changed, exists })
    this.root = find("#week")
    this.today = me.today
    this.margin = new Margin({ me })
    this.week = null
    this.number = null
    this.person = null // whose week it is; null = one's own
    this.name = null
  }

  /** Another's week is read and remarked on, never changed. */
  get readOnly() {
    return this.person !== null
  }

  async show(number, { person = null, highlight } = {}) {
    const other = number !== this.number || person !== this.person
    Object.assign(this, { number, person })
    this.#sought = highlight ?? null
    if (other) {
      this.#rows.clear()
      this.week = null
      this.root.classList.add("loading")
    }
    const shown = () => number === this.number && person === this.person
    try {
      this.name = person && (await this.members.name(person))
      const week = await this.#fetch(number)
      if (!shown()) return
      this.week = week
      this.#draw()
    } catch (error) {
      if (shown()) this.root.replaceChildren(this.#failure(error))
    } finally {
      this.root.classList.remove("loading")
    }
  }

  /** Quietly, because something changed elsewhere. */
  async refresh() {
    if (this.number === null) return
    const { number, person } = this
    try {
      const week = await this.#fetch(number)
      if (number !== this.number || person !== this.person) return
      this.week = week
      this.#draw()
    } catch {
      // What is shown stays: the next event or visit brings it up to date.
    }
  }

  /** What changes while the answer is on its way may not be in it: then it is asked for again. */
  async #fetch(number) {
    const { person } = this
    const whose = person ? { person } : {}
    for (;;) {
      const changes = this.#changes
      const [week] = await Promise.all([
        get(`/v1/weeks/${number}${person ? `?person=${person}` : ""}`),
        this.margin.load({ week: number, ...whose }).catch(() => {}), // a week without its remarks is better than none
      ])
      if (changes === this.#changes || number !== this.number || person !== this.person) return week
    }
  }

  /** An event of the person's stream. What was fetched before, plus the events, is what would be fetched now. */
  apply(event) {
    this.margin.apply(event)
    if (this.readOnly) return // the stream tells of one's own
    if (event.type.startsWith("entry.")) this.#changes += 1
    if (!this.week) return
    if (event.type === "entry.logged" || event.type === "entry.changed") this.upsert(event.entry)
    else if (event.type === "entry.deleted") this.drop(event.entry_id)
    else if (event.week === this.number) this.refresh()
  }

  upsert(entry) {
    if (!this.week) return
    const known = this.week.entries.find((one) => one.id === entry.id)
    if (known && known.version >= entry.version) return
    if (!known && entry.week !== this.number) return
    this.#changes += 1
    this.week.entries = this.week.entries.filter((one) => one.id !== entry.id)
    if (entry.week === this.number) this.week.entries.push(entry)
    if (!known) this.#fresh = entry.id
    this.#drawEntries()
  }

  drop(id) {
    if (!this.week?.entries.some((one) => one.id === id)) return
    this.#changes += 1
    this.week.entries = this.week.entries.filter((one) => one.id !== id)
    this.#drawEntries()
  }

  focusNew() {
    find("#new-entry", this.root)?.focus()
  }

  /** An entry, an objective, an achievement or a comment. */
  highlight(id) {
    const row = this.margin.open(id) ?? find(`[data-id="${CSS.escape(id)}"]`, this.root)
    if (!row?.isConnected) return
    row.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" })
    row.focus({ preventScroll: true })
    this.#glow(row)
  }

  #glow(row) {
    row?.classList.remove("flash")
    requestAnimationFrame(() => row?.classList.add("flash"))
  }

  /** What somebody is writing stays as it is, and so does their focus: news from elsewhere come at any moment. */
  #draw() {
    const { week } = this
    const focused = document.activeElement
    if (this.#drawn !== `${week.number} ${this.person}`) this.#kept = {}
    this.#drawn = `${week.number} ${this.person}`
    this.entriesBox = h("div", { class: "days" })
    this.summary = h("p", { class: "summary" })
    document.title = `Week ${week.number} · weeklog`
    this.root.replaceChildren(
      this.#heading(),
      this.#lines("objectives", "Objectives", "What is this week for? One line each."),
      h("section", { class: "entries", "aria-label": "Entries" }, this.#adding(), this.entriesBox, this.#patterns()),
      this.#lines("achievements", "Achievements", "What came of it? One line each."),
      reviewCard(week, this),
    )
    this.#drawEntries()
    if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true })
  }

  /** Where entries are written, with what may be carried into the week. */
  #adding() {
    if (this.readOnly) return null
    this.#quick ??= new QuickLine({ logged: (entry) => this.#logged(entry) })
    this.#quick.setWeek(this.week, this.today)
    const ahead = this.week.last_day >= this.today
    if (ahead) this.#kept.offer ??= carryOffer(this.week, { carried: () => this.refresh() })
    return [this.#quick.element, this.#kept.offer]
  }

  #quick = null

  #logged(entry) {
    this.upsert(entry)
    this.#rows.get(entry.id)?.element.scrollIntoView({ block: "nearest" })
    this.changed()
  }

  #patterns() {
    const from = this.week.number - 1
    if (this.readOnly || !this.exists(from) || this.week.last_day < this.today) return null
    return h("p", { class: "patterns" }, copyButton(this.week, from, { copied: () => this.refresh() }))
  }

  #drawn = null // the week whose parts are kept
  #kept = {}

  #lines(name, title, hint) {
    if (!this.#kept[name]?.editing) this.#kept[name] = new Lines(this, name, title, hint)
    return this.#kept[name].element
  }

  /** A small button that leads to an entry of this week, or nothing when there is none. */
  cite(id, label) {
    if (!this.week.entries.some((entry) => entry.id === id)) return null
    return h("button", { type: "button", class: "cite", "aria-label": `Show entry ${label}`, onclick: () => this.highlight(id) }, label)
  }

  #heading() {
    const { week, person } = this
    const step = (by, name, label) => this.exists(week.number + by) && h("a", { class: "step", href: address(`/week/${week.number + by}`, { person }), "aria-label": label, title: `${label} (${by < 0 ? "←" : "→"})` }, icon(name))
    const days = span(week.first_day, week.last_day)
    return h("header", { class: "week-head" },
      h("div", {}, h("p", { class: "eyebrow" }, this.readOnly ? `${this.name} · ${days}` : days), h("h1", {}, `Week ${week.number}`), this.summary),
      h("div", { class: "week-tools" },
        h("button", { type: "button", class: "plain small", onclick: () => openExport(week, person) }, icon("download"), "Export"),
        h("span", { class: "steps" }, step(-1, "previous", "Previous week"), step(1, "next", "Next week"))))
  }

  /** The entries of a day, in their order. */
  ofDay(day) {
    return this.#sorted().filter((entry) => entry.start_on === day)
  }

  #sorted() {
    return [...this.week.entries].sort((one, other) => one.start_on.localeCompare(other.start_on) || one.position - other.position || one.id.localeCompare(other.id))
  }

  #drawEntries() {
    const focused = document.activeElement
    const entries = this.#sorted()
    const days = Map.groupBy ? Map.groupBy(entries, (entry) => entry.start_on) : groupByDay(entries)
    this.entriesBox.replaceChildren(...Array.from(days, ([day, ofDay]) => this.#day(day, ofDay)))
    if (!entries.length) this.entriesBox.append(this.#empty())
    this.#summarise(entries)
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true })
    if (this.#sought) this.highlight(this.#sought)
    else if (this.#fresh) this.#glow(this.#rows.get(this.#fresh)?.element)
    this.#sought = this.#fresh = null
  }

  #day(day, entries) {
    return h("section", { class: day === this.today ? "day today" : "day", "aria-label": longDay(day) },
      h("h2", {}, h("span", {}, shortWeekday(day)), h("b", {}, dayNumber(day)), day === this.today && h("em", {}, "today")),
      h("ol", {}, entries.map((entry) => this.#row(entry))))
  }

  #row(entry) {
    const known = this.#rows.get(entry.id)
    if (known?.entry.version === entry.version && known.entry.carried_to === entry.carried_to) return known.element
    const row = new EntryRow(entry, this)
    this.#rows.set(entry.id, row)
    return row.element
  }

  #empty() {
    if (this.readOnly) return h("div", { class: "empty" }, h("p", {}, "Nothing is logged in this week."))
    return h("div", { class: "empty" },
      h("p", {}, this.week.first_day > this.today ? "This week is still ahead." : "Nothing is logged in this week yet."),
      h("p", { class: "quiet" }, "Write a line above and press Enter, drop worklog pages anywhere, or use ", h("code", {}, `weeklog log "…"`), "."))
  }

  #summarise(entries) {
    const open = entries.filter((entry) => !entry.carried_to && (entry.status === "planned" || entry.status === "doing")).length
    const done = entries.filter((entry) => entry.status === "done").length
    const count = entries.length === 1 ? "1 entry" : `${entries.length} entries`
    this.summary.textContent = entries.length ? [count, `${done} done`, open && `${open} open`].filter(Boolean).join(" · ") : "No entries yet"
  }

  #failure(error) {
    const missing = error instanceof ApiError && error.status === 404
    return h("div", { class: "empty" },
      h("p", {}, missing ? `The programme has no week ${this.number}.` : error.message),
      missing ? h("p", {}, h("a", { href: "#/" }, "To the current week")) : h("button", { type: "button", onclick: () => this.show(this.number, { person: this.person }) }, "Try again"))
  }
}

function groupByDay(entries) {
  const days = new Map()
  for (const entry of entries) days.set(entry.start_on, [...(days.get(entry.start_on) ?? []), entry])
  return days
}

