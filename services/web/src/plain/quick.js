// The line that is written most: what it says about day, status, tags and links is understood and shown before it is logged.

import { isComposing } from "../core/keyboard.ts"
import { post } from "./api.js"
import { dayNumber, daysFrom, longDay, shortDay, shortWeekday } from "./dates.js"
import { announce, h, many } from "./dom.js"

const PAUSE = 250 // milliseconds without a key, before the line is read

export class QuickLine {
  #lastDay = null
  #timer = null
  #reading = 0

  /** `logged(entry)` hears of every entry that was made. */
  constructor({ logged }) {
    this.logged = logged
    this.select = h("select", { name: "day", "aria-label": "Day" })
    this.input = h("input", { id: "new-entry", name: "text", placeholder: "What did you do?", "aria-label": "New entry", "aria-describedby": "understood", autocomplete: "off", maxlength: 16000 })
    this.button = h("button", { type: "submit", class: "primary", title: "Log it (Enter)" }, "Log")
    this.asTyped = h("input", { type: "checkbox", name: "as-typed", onchange: () => this.#preview() })
    this.understood = h("p", { class: "understood", id: "understood", role: "status" })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.element = h("form", { class: "quick-add", onsubmit: (event) => this.#submit(event), oninput: () => this.#wait(), onkeydown: (event) => this.#keys(event) },
      h("div", { class: "quick-line" }, this.select, this.input, this.button),
      h("div", { class: "quick-hint" }, this.understood, h("label", { class: "as-typed", title: "Nothing is understood: the words are kept as they are (Alt + Enter)" }, this.asTyped, "as typed")), this.fault)
    this.#tell("Day, #tag, link or “todo:” in the line are understood.")
  }

  /** What is being written stays. */
  setWeek(week, today) {
    if (this.week?.number === week.number) return
    this.week = week
    const days = daysFrom(week.first_day, week.last_day)
    const chosen = days.includes(today) ? today : days.includes(this.#lastDay) ? this.#lastDay : days[0]
    this.today = today
    this.select.replaceChildren(...days.map((day) => h("option", { value: day, selected: day === chosen }, day === today ? `Today, ${shortWeekday(day)} ${dayNumber(day)}` : shortDay(day))))
  }

  #keys(event) {
    if (event.key !== "Enter" || !event.altKey || isComposing(event)) return
    this.#submit(event, { asTyped: true })
  }

  #wait() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#preview(), PAUSE)
  }

  /** The line is the server's to understand; an answer that comes after the next key is not shown. */
  async #preview() {
    const line = this.input.value.trim()
    const reading = ++this.#reading
    if (!line || this.asTyped.checked) return this.#tell(line ? "The words are kept as they are." : "")
    const read = await post("/v1/entries/quick-preview", { quick: line }).catch(() => null)
    if (reading !== this.#reading) return
    this.#tell(...(read?.understood.length ? parts(read) : []))
  }

  #tell(...parts) {
    this.understood.replaceChildren(...parts.map((part) => (typeof part === "string" ? h("span", {}, part) : part)))
  }

  async #submit(event, { asTyped = this.asTyped.checked } = {}) {
    event.preventDefault()
    clearTimeout(this.#timer)
    this.#reading += 1
    this.fault.textContent = ""
    const line = this.input.value
    if (!line.trim()) return this.input.focus()
    this.button.disabled = true
    const day = this.select.value
    this.input.value = "" // at once: what is typed while it is being saved is the next line
    try {
      const entry = await post("/v1/entries", asTyped ? { text: line, start_on: day } : { quick: line, ...(await this.#dayOf(line, day)) })
      this.#lastDay = entry.start_on
      this.asTyped.checked = false
      announce(`Logged for ${longDay(entry.start_on)}`)
      this.#tell("Logged:", ...parts(entry), ...(entry.week === this.week.number ? [] : [h("a", { href: `#/entry/${entry.id}` }, `in week ${entry.week}`)]))
      this.logged(entry)
    } catch (error) {
      this.fault.textContent = error.message.replace(/^quick: /, "").replace("send the words as `text` (`weeklog log --plain`)", "tick “as typed”")
      this.input.value = [line, this.input.value].filter(Boolean).join(" ") // nothing that was written is lost
    } finally {
      this.button.disabled = false
      if ([this.button, document.body].includes(document.activeElement)) this.input.focus()
    }
  }

  /** The chosen day holds unless the line names one; today is what the server takes by itself. */
  async #dayOf(line, day) {
    if (day === this.today) return {}
    const { understood } = await post("/v1/entries/quick-preview", { quick: line })
    return understood.some((one) => one.meaning === "day") ? {} : { start_on: day }
  }
}

/** Of an entry or a preview: what is worth saying, as marks. */
function parts(entry) {
  const days = entry.end_on === entry.start_on ? shortDay(entry.start_on) : `${shortDay(entry.start_on)} – ${shortDay(entry.end_on)}`
  const links = entry.resources.length ? [many(entry.resources.length, "link")] : []
  return [days, entry.status, ...entry.tags.map((tag) => `#${tag}`), ...links].map((part) => h("b", {}, part))
}
