// One entry: shown, edited in place, given a status, deleted.

import { ApiError, get, patch, remove } from "./api.js"
import { longDay, shortDay } from "./dates.js"
import { announce, h, icon } from "./dom.js"
import { link, render, safeUrl } from "./markdown.js"

const STATUSES = ["planned", "doing", "done", "dropped"]

export class EntryRow {
  constructor(entry, view) {
    this.entry = entry
    this.view = view
    this.element = h("li", { class: `entry ${entry.status}`, tabindex: -1, "data-id": entry.id })
    this.#read()
  }

  #read() {
    const { entry } = this
    const until = entry.end_on !== entry.start_on && h("span", { class: "until" }, `until ${shortDay(entry.end_on)}`)
    const meta = [until, ...entry.resources.map(resource), ...entry.tags.map((tag) => h("span", { class: "tag" }, `#${tag}`))].filter(Boolean)
    this.fault = h("p", { class: "fault", role: "alert" })
    this.element.replaceChildren(
      h("div", { class: "entry-body" }, h("div", { class: "text" }, render(entry.text)), meta.length ? h("p", { class: "meta" }, meta) : null, this.fault),
      h("div", { class: "entry-tools" }, this.#tool("edit", "Edit", () => this.#edit()), this.#deleteButton(), this.#status()))
  }

  #status() {
    const change = async (event) => this.#save({ status: event.target.value })
    return h("select", { class: `status ${this.entry.status}`, "aria-label": "Status", onchange: change }, STATUSES.map((status) => h("option", { value: status, selected: status === this.entry.status }, status)))
  }

  #tool(name, label, onclick) {
    return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick }, icon(name))
  }

  /** Asks in place; leaving the button is a no. */
  #deleteButton() {
    const sure = () => {
      const confirm = h("button", { type: "button", class: "tool sure", onclick: () => this.#delete(), onblur: () => confirm.replaceWith(this.#deleteButton()) }, "Delete?")
      button.replaceWith(confirm)
      confirm.focus()
    }
    const button = this.#tool("remove", "Delete", sure)
    return button
  }

  #edit() {
    const area = h("textarea", { "aria-label": "Text", rows: Math.min(12, this.entry.text.split("\n").length + 1) })
    area.value = this.entry.text
    const fault = h("p", { class: "fault", role: "alert" })
    const cancel = () => {
      this.#read()
      this.element.focus()
    }
    const save = async (event) => {
      event.preventDefault()
      if (area.value === this.entry.text) return cancel()
      const complaint = await this.#save({ text: area.value })
      if (complaint) fault.textContent = complaint
    }
    const keys = (event) => {
      if (event.key === "Escape") cancel()
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event)
    }
    this.element.replaceChildren(h("form", { class: "edit-lines", onsubmit: save, onkeydown: keys }, area, fault,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Save"), h("button", { type: "button", class: "plain", onclick: cancel }, "Cancel"), h("span", { class: "quiet small" }, "Ctrl + Enter saves, Esc cancels"))))
    area.focus()
  }

  async #save(fields) {
    try {
      const entry = await patch(`/v1/entries/${this.entry.id}`, this.entry.version, fields)
      this.view.upsert(entry)
      this.view.changed()
      announce(fields.status ? `Now ${entry.status}` : `Saved for ${longDay(entry.start_on)}`)
      return null
    } catch (error) {
      return this.#complain(error)
    }
  }

  async #delete() {
    try {
      await remove(`/v1/entries/${this.entry.id}`, this.entry.version)
      this.view.drop(this.entry.id)
      this.view.changed()
      this.view.focusNew()
      announce("Deleted")
    } catch (error) {
      this.#complain(error)
    }
  }

  /** When it was changed elsewhere, what it is now is fetched and shown. */
  async #complain(error) {
    if (error instanceof ApiError && error.status === 404) return this.view.drop(this.entry.id)
    if (error instanceof ApiError && error.status === 412) {
      const entry = await get(`/v1/entries/${this.entry.id}`).catch(() => null)
      if (entry) this.view.upsert(entry)
      return "It was changed elsewhere meanwhile: this is how it is now."
    }
    this.fault.textContent = error.message
    return error.message
  }
}

function resource({ title, url }) {
  const text = title || url || ""
  return url && safeUrl(url) ? h("span", { class: "resource" }, link(url, text === url ? text.replace(/^https?:\/\//, "") : text)) : h("span", { class: "resource" }, text)
}
