// The shown week: what it is for, what was done by day, what came of it. One instance for the whole page.

import { ApiError, get, post, put } from "./api.js"
import { daysFrom, dayNumber, longDay, shortDay, shortWeekday, span } from "./dates.js"
import { announce, find, h, icon } from "./dom.js"
import { EntryRow } from "./entry.js"
import { render } from "./markdown.js"
import { reviewCard } from "./review.js"

export class WeekView {
  #rows = new Map()
  #changes = 0 // how many entries were logged, changed or deleted
  #sought = null // the entry that a citation led here for
  #fresh = null // the entry that has just appeared: shown, but nobody's focus is taken for it

  /** `changed()` is called when the list of weeks (counts, reviews) may no longer be right. */
  constructor({ today, changed, exists }) {
    this.root = find("#week")
    this.exists = exists
    this.today = today
    this.changed = changed
    this.week = null
    this.number = null
  }

  async show(number, { highlight } = {}) {
    const other = number !== this.number
    this.number = number
    this.#sought = highlight ?? null
    if (other) {
      this.#rows.clear()
      this.root.classList.add("loading")
    }
    try {
      const week = await this.#fetch(number)
      if (number !== this.number) return
      this.week = week
      this.#draw()
    } catch (error) {
      if (number === this.number) this.root.replaceChildren(this.#failure(error))
    } finally {
      this.root.classList.remove("loading")
    }
  }

  /** Quietly, because something changed elsewhere. */
  async refresh() {
    if (this.number === null) return
    const number = this.number
    try {
      const week = await this.#fetch(number)
      if (number !== this.number) return
      this.week = week
      this.#draw()
    } catch {
      // What is shown stays: the next event or visit brings it up to date.
    }
  }

  /** What changes while the answer is on its way may not be in it: then it is asked for again. */
  async #fetch(number) {
    for (;;) {
      const changes = this.#changes
      const week = await get(`/v1/weeks/${number}`)
      if (changes === this.#changes || number !== this.number) return week
    }
  }

  /** An event of the person's stream. What was fetched before, plus the events, is what would be fetched now. */
  apply(event) {
    if (event.type.startsWith("entry.")) this.#changes += 1
    if (!this.week) return
    if (event.type === "entry.logged" || event.type === "entry.changed") this.upsert(event.entry)
    else if (event.type === "entry.deleted") this.drop(event.entry_id)
    else if (event.week === this.number) this.refresh()
  }

  upsert(entry) {
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
    if (!this.week.entries.some((one) => one.id === id)) return
    this.#changes += 1
    this.week.entries = this.week.entries.filter((one) => one.id !== id)
    this.#drawEntries()
  }

  focusNew() {
    find("#new-entry", this.root)?.focus()
  }

  highlight(id) {
    const row = this.#rows.get(id)?.element
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
    if (this.#drawn !== week.number) this.#kept = {}
    this.#drawn = week.number
    this.entriesBox = h("div", { class: "days" })
    this.summary = h("p", { class: "summary" })
    document.title = `Week ${week.number} · weeklog`
    this.root.replaceChildren(
      this.#heading(),
      this.#lines("objectives", "Objectives", "What is this week for? One line each."),
      h("section", { class: "entries", "aria-label": "Entries" }, (this.#kept.quickAdd ??= this.#quickAdd()), this.entriesBox),
      this.#lines("achievements", "Achievements", "What came of it? One line each."),
      reviewCard(week, { today: this.today, cite: (id, label) => this.cite(id, label), drafted: () => this.changed() }),
    )
    this.#drawEntries()
    if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true })
  }

  #drawn = null // the number of the week whose parts are kept
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
    const { week } = this
    const step = (by, name, label) => this.exists(week.number + by) && h("a", { class: "step", href: `#/week/${week.number + by}`, "aria-label": label, title: `${label} (${by < 0 ? "←" : "→"})` }, icon(name))
    return h("header", { class: "week-head" },
      h("div", {}, h("p", { class: "eyebrow" }, span(week.first_day, week.last_day)), h("h1", {}, `Week ${week.number}`), this.summary),
      h("div", { class: "week-tools" },
        exportLink(week.number, "en"), exportLink(week.number, "vi"),
        h("span", { class: "steps" }, step(-1, "previous", "Previous week"), step(1, "next", "Next week"))))
  }

  #quickAdd() {
    const { week, today } = this
    const days = daysFrom(week.first_day, week.last_day)
    const chosen = days.includes(today) ? today : this.#lastDay ?? days[0]
    const select = h("select", { name: "day", "aria-label": "Day" }, days.map((day) => h("option", { value: day, selected: day === chosen }, day === today ? `Today, ${shortWeekday(day)} ${dayNumber(day)}` : shortDay(day))))
    const input = h("input", { id: "new-entry", name: "text", placeholder: "What did you do?", "aria-label": "New entry", autocomplete: "off", maxlength: 16000 })
    const fault = h("p", { class: "fault", role: "alert" })
    const button = h("button", { type: "submit", class: "primary", title: "Log it (Enter)" }, "Log")
    const submit = async (submitted) => {
      submitted.preventDefault()
      fault.textContent = ""
      if (!input.value.trim()) return input.focus()
      button.disabled = true
      const text = input.value
      input.value = "" // at once: what is typed while it is being saved is the next line
      try {
        const entry = await post("/v1/entries", { text, start_on: select.value })
        this.upsert(entry)
        this.#rows.get(entry.id)?.element.scrollIntoView({ block: "nearest" })
        this.#lastDay = select.value
        announce(`Logged for ${longDay(select.value)}`)
        this.changed()
      } catch (error) {
        fault.textContent = error.message
        input.value = [text, input.value].filter(Boolean).join(" ") // nothing that was written is lost
      } finally {
        button.disabled = false
        if ([button, document.body].includes(document.activeElement)) input.focus()
      }
    }
    return h("form", { class: "quick-add", onsubmit: submit }, h("div", { class: "quick-line" }, select, input, button), fault)
  }

  #lastDay = null

  #drawEntries() {
    const focused = document.activeElement
    const entries = [...this.week.entries].sort((one, other) => one.start_on.localeCompare(other.start_on) || one.position - other.position || one.id.localeCompare(other.id))
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
    if (known?.entry.version === entry.version) return known.element
    const row = new EntryRow(entry, this)
    this.#rows.set(entry.id, row)
    return row.element
  }

  #empty() {
    return h("div", { class: "empty" },
      h("p", {}, this.week.first_day > this.today ? "This week is still ahead." : "Nothing is logged in this week yet."),
      h("p", { class: "quiet" }, "Write a line above and press Enter, drop worklog pages anywhere, or use ", h("code", {}, `weeklog log "…"`), "."))
  }

  #summarise(entries) {
    const open = entries.filter((entry) => entry.status === "planned" || entry.status === "doing").length
    const done = entries.filter((entry) => entry.status === "done").length
    const count = entries.length === 1 ? "1 entry" : `${entries.length} entries`
    this.summary.textContent = entries.length ? [count, `${done} done`, open && `${open} open`].filter(Boolean).join(" · ") : "No entries yet"
  }

  #failure(error) {
    const missing = error instanceof ApiError && error.status === 404
    return h("div", { class: "empty" },
      h("p", {}, missing ? `The programme has no week ${this.number}.` : error.message),
      missing ? h("p", {}, h("a", { href: "#/" }, "To the current week")) : h("button", { type: "button", onclick: () => this.show(this.number) }, "Try again"))
  }
}

/** Objectives or achievements: read as a list, edited as lines. */
class Lines {
  constructor(view, name, title, hint) {
    Object.assign(this, { view, name, title, hint })
    this.element = h("section", { class: `lines ${name}` })
    this.#read()
  }

  get editing() {
    return find("form", this.element) !== null
  }

  #read() {
    const items = this.view.week[this.name]
    const edit = h("button", { type: "button", class: "plain small", "aria-label": `Edit ${this.name}`, onclick: () => this.#edit() }, items.length ? "Edit" : "Add")
    this.element.replaceChildren(
      h("div", { class: "section-head" }, h("h2", {}, this.title), edit),
      items.length ? h("ul", {}, items.map((item) => this.#item(item))) : h("p", { class: "quiet" }, this.hint))
    return edit
  }

  #item(item) {
    const evidence = (item.evidence ?? []).map((id, index) => this.view.cite(id, String(index + 1)))
    const state = item.done === true ? "ticked" : item.done === false ? "unticked" : ""
    return h("li", { class: state }, h("div", { class: "text" }, render(item.text)), evidence)
  }

  #edit() {
    const items = this.view.week[this.name]
    const area = h("textarea", { "aria-label": this.title, placeholder: this.hint, rows: Math.max(3, items.length + 1) })
    area.value = items.map((item) => item.text.replace(/\s*\n\s*/g, " ")).join("\n")
    const fault = h("p", { class: "fault", role: "alert" })
    const save = async (submitted) => {
      submitted.preventDefault()
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean)
      try {
        const answer = await put(`/v1/weeks/${this.view.number}/${this.name}`, { items: lines.map((text) => this.#kept(text)) })
        this.view.week[this.name] = answer.items ?? answer
        this.#read().focus()
      } catch (error) {
        fault.textContent = error.message
      }
    }
    const keys = (event) => {
      if (event.key === "Escape") this.#read().focus()
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event)
    }
    const form = h("form", { class: "edit-lines", onsubmit: save, onkeydown: keys }, area, fault,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Save"), h("button", { type: "button", class: "plain", onclick: () => this.#read().focus() }, "Cancel")))
    this.element.replaceChildren(h("div", { class: "section-head" }, h("h2", {}, this.title)), form)
    area.focus()
  }

  /** A line that stays keeps its tick, its evidence, and its own line breaks. */
  #kept(text) {
    const before = this.view.week[this.name].find((item) => item.text.replace(/\s*\n\s*/g, " ").trim() === text)
    if (!before) return { text }
    return this.name === "objectives" ? { text: before.text, done: before.done } : { text: before.text, evidence: before.evidence }
  }
}

function exportLink(number, language) {
  const name = language === "en" ? "English" : "Vietnamese"
  return h("a", { class: "export", href: `/v1/weeks/${number}/page?lang=${language}`, download: `week-${number}${language === "vi" ? ".vi" : ""}.md`, title: `Download the page in ${name}`, "aria-label": `Download the page in ${name}` }, icon("download"), language.toUpperCase())
}

function groupByDay(entries) {
  const days = new Map()
  for (const entry of entries) days.set(entry.start_on, [...(days.get(entry.start_on) ?? []), entry])
  return days
}

