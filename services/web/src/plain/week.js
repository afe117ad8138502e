// The shown week: what it is for, what was done by day, what came of it. One instance for the whole page.

import { t } from "../core/i18n.ts"
import { get } from "./api.js"
import { EntriesIsland } from "../features/entries/island.ts"
import { copyButton } from "./carry.js"
import { Margin } from "./comments.js"
import { arrange, find, h, keepingFocus } from "./dom.js"
import { failure, heading } from "./heading.js"
import { Lines } from "./lines.js"
import { hasLeft } from "./members.js"
import { reviewCard } from "./review.js"

export class WeekView {
  #changes = 0 // how many entries were logged, changed or deleted
  #sought = null // the entry that a citation led here for
  #fresh = null // the entry that has just appeared: shown, but nobody's focus is taken for it

  /** `changed()` is called when the list of weeks (counts, reviews) may no longer be right. */
  constructor({ me, members, changed, exists }) {
    Object.assign(this, { me, members, changed, exists })
    this.root = find("#week")
    this.today = me.today
    this.margin = new Margin({ me })
    this.days = new EntriesIsland(this, (entry) => this.#logged(entry))
    this.week = null
    this.number = null
    this.person = null // whose week it is; null = one's own
    this.name = null
  }

  /** Another's week is read and remarked on, never changed; nor is what one wrote in a programme that one has left. */
  get readOnly() {
    return this.person !== null || hasLeft(this.me)
  }

  async show(number, { person = null, highlight } = {}) {
    const other = number !== this.number || person !== this.person
    Object.assign(this, { number, person })
    this.#sought = highlight ?? null
    if (other) {
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
      if (shown()) this.root.replaceChildren(failure(this, error))
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
    if (this.person !== null) return // the stream tells of one's own
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
    this.#redraw()
  }

  drop(id) {
    if (!this.week?.entries.some((one) => one.id === id)) return
    this.#changes += 1
    this.week.entries = this.week.entries.filter((one) => one.id !== id)
    this.#redraw()
  }

  focusNew() {
    this.days.focusNew()
  }

  /** An entry, an objective, an achievement or a comment. */
  async highlight(id) {
    const row = this.margin.open(id) ?? (await this.days.reveal(id)) ?? find(`[data-id="${CSS.escape(id)}"]`, this.root)
    if (!row?.isConnected) return
    row.focus({ preventScroll: true })
    bringIntoView(row)
    this.#glow(row)
  }

  #glow(row) {
    row?.classList.remove("flash")
    requestAnimationFrame(() => row?.classList.add("flash"))
  }

  /** What somebody is writing stays as it is, and so does their focus: news from elsewhere come at any moment. */
  #draw() {
    const { week } = this
    if (this.#drawn !== `${week.number} ${this.person}`) this.#kept = {}
    this.#drawn = `${week.number} ${this.person}`
    document.title = `Week ${week.number} · weeklog`
    this.days.draw(week, this.today)
    this.#kept.entries ??= h("section", { class: "entries", "aria-label": t("week.entries") }, this.days.element, this.#patterns())
    keepingFocus(this.root, () => arrange(this.root, [
      heading(this),
      this.#lines("objectives", "Objectives", "What is this week for? One line each."),
      this.#kept.entries,
      this.#lines("achievements", "Achievements", "What came of it? One line each."),
      reviewCard(week, this),
    ]))
    this.#show()
  }

  #redraw() {
    this.days.draw(this.week, this.today)
    this.#show()
  }

  /** What was looked for is shown and focused; what has just come is shown only. */
  #show() {
    if (this.#sought) this.highlight(this.#sought)
    else if (this.#fresh) this.#glow(this.days.row(this.#fresh))
    this.#sought = this.#fresh = null
  }

  #logged(entry) {
    this.upsert(entry)
    this.days.row(entry.id)?.scrollIntoView({ block: "nearest" })
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
}

const SETTLES = 500 // ms in which rows above may still be drawn, and move it

/** A row that is near glides there. On the way to one that is far, others are drawn and change where it is: that is a jump. */
function bringIntoView(row) {
  const far = Math.abs(row.getBoundingClientRect().top) > 2 * innerHeight
  const still = far || matchMedia("(prefers-reduced-motion: reduce)").matches
  row.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" })
  if (!far) return
  const began = performance.now()
  const again = () => {
    if (!isSeen(row)) row.scrollIntoView({ block: "center" })
    if (performance.now() - began < SETTLES) requestAnimationFrame(again)
  }
  requestAnimationFrame(again)
}

function isSeen(row) {
  const { top, bottom } = row.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
