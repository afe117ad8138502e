// Objectives or achievements: read as a list, edited as lines. An objective has a state; both point at the entries that show them.

import { patch, put } from "./api.js"
import { find, h, icon, keepingFocus } from "./dom.js"
import { chooseEvidence } from "./evidence.js"
import { weeksOpen } from "./carry.js"
import { render } from "../ui/markdown.ts"

const STATES = ["open", "met", "missed"]
const flat = (text) => text.replace(/\s*\n\s*/g, " ").trim()

export class Lines {
  constructor(view, name, title, hint) {
    Object.assign(this, { view, name, title, hint })
    this.element = h("section", { class: `lines ${name}` })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.#read()
  }

  get editing() {
    return find("form.edit-lines", this.element) !== null
  }

  get items() {
    return this.view.week[this.name]
  }

  #read() {
    const { items } = this
    const edit = this.view.readOnly ? null : h("button", { type: "button", class: "plain small", "aria-label": `Edit ${this.name}`, onclick: () => this.#edit() }, "Edit")
    this.element.replaceChildren(
      h("div", { class: "section-head" }, h("h2", {}, this.title), edit),
      items.length ? h("ul", {}, items.map((item) => this.#item(item))) : h("p", { class: "quiet" }, this.view.readOnly ? "None." : this.hint), this.fault)
    return edit
  }

  #item(item) {
    const evidence = item.evidence.map((id, index) => this.view.cite(id, String(index + 1)))
    const stand = this.name === "objectives" ? this.view.margin.at("objective", item.id) : null
    const tools = this.view.readOnly ? [] : [h("button", { type: "button", class: "tool", "aria-label": "Choose the entries that show it", title: "Choose the entries that show it", onclick: () => this.#prove(item) }, icon("link"))]
    return h("li", { class: item.state ?? "", tabindex: -1, "data-id": item.id },
      h("div", { class: "text" }, render(item.text)), evidence, item.weeks_open > 1 ? weeksOpen(item.weeks_open) : null,
      h("span", { class: "line-tools" }, tools, stand?.badge, item.state ? this.#state(item) : null), stand?.panel)
  }

  #state(item) {
    if (this.view.readOnly || item.state === "carried") return h("span", { class: `status ${item.state}` }, item.state)
    const change = (event) => this.#change(item, { state: event.target.value })
    return h("select", { class: `status ${item.state}`, "aria-label": "State", onchange: change }, STATES.map((state) => h("option", { value: state, selected: state === item.state }, state)))
  }

  #prove(item) {
    chooseEvidence(item, this.view.week.entries, (evidence) => (this.name === "objectives" ? this.#change(item, { evidence }) : this.#putEvidence(item, evidence)))
  }

  /** What was refused shows as it was, with why. */
  async #change(item, fields) {
    try {
      const changed = await patch(`/v1/objectives/${item.id}`, undefined, fields)
      this.view.week.objectives = this.items.map((one) => (one.id === item.id ? changed : one))
      this.#show("")
    } catch (error) {
      this.#show(error.message)
    }
  }

  async #putEvidence(item, evidence) {
    try {
      await this.#put(this.items.map((one) => ({ id: one.id, text: one.text, ...(one.id === item.id ? { evidence } : {}) })))
      this.#show("")
    } catch (error) {
      this.#show(error.message)
    }
  }

  async #put(items) {
    this.view.week[this.name] = (await put(`/v1/weeks/${this.view.number}/${this.name}`, { items })).items
  }

  #show(fault) {
    this.fault.textContent = fault
    if (!this.editing) keepingFocus(this.element, () => this.#read())
  }

  #edit() {
    const { items } = this
    const area = h("textarea", { "aria-label": this.title, placeholder: this.hint, rows: Math.max(3, items.length + 1) })
    area.value = items.map((item) => flat(item.text)).join("\n")
    const fault = h("p", { class: "fault", role: "alert" })
    const save = async (event) => {
      event.preventDefault()
      try {
        await this.#put(kept(area.value.split("\n").map((line) => line.trim()).filter(Boolean), items))
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
}

/** A line that stays is the same one, with its own line breaks; one that was reworded in its place is, too. */
export function kept(lines, items) {
  const left = new Set(items)
  const same = lines.map((line) => {
    const found = items.find((item) => left.has(item) && flat(item.text) === line)
    left.delete(found)
    return found
  })
  return lines.map((text, index) => {
    if (same[index]) return { id: same[index].id, text: same[index].text }
    const before = lines.length === items.length && left.has(items[index]) ? items[index] : null
    return before ? { id: before.id, text } : { text }
  })
}
