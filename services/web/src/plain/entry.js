// One entry: shown, edited in place, given a status, moved, deleted, remarked on.

import { ApiError, get, patch, post, remove } from "./api.js"
import { weeksOpen } from "./carry.js"
import { longDay, shortDay } from "./dates.js"
import { announce, find, h, icon } from "./dom.js"
import { openHistory } from "./history.js"
import { anchor as link, isSafeUrl as safeUrl, render } from "../ui/markdown.ts"
import { address } from "./places.js"
import { toast } from "./toast.js"

const STATUSES = ["planned", "doing", "done", "dropped"]

export class EntryRow {
  constructor(entry, view) {
    this.entry = entry
    this.view = view
    this.stand = view.margin.at("entry", entry.id)
    const kinds = ["entry", entry.status, entry.carried_to && "gone-on"].filter(Boolean)
    this.element = h("li", { class: kinds.join(" "), tabindex: -1, "data-id": entry.id, onkeydown: (event) => this.#keys(event) })
    if (!view.readOnly) takeDrops(this)
    this.#read()
  }

  /** Whose words are in the making: the row is not redrawn. */
  get editing() {
    return find("form.edit-lines", this.element) !== null
  }

  #read() {
    this.fault = h("p", { class: "fault", role: "alert" })
    const meta = this.#meta()
    const tools = this.view.readOnly ? [] : [handle(this),
      this.#tool("edit", "Edit", () => this.#edit()), this.#tool("history", "History", () => openHistory(this.entry, this.view.members)),
      this.#tool("remove", "Delete", () => this.#delete())]
    this.element.replaceChildren(
      h("div", { class: "entry-body" }, h("div", { class: "text" }, render(this.entry.text)), meta.length ? h("p", { class: "meta" }, meta) : null, this.fault, this.stand.panel),
      h("div", { class: "entry-tools" }, h("span", { class: "hover-tools" }, tools), this.stand.badge, this.#status()))
  }

  #meta() {
    const { entry, view } = this
    const other = (id) => address(`/entry/${id}`, { person: view.readOnly ? view.person : null })
    return [
      entry.end_on !== entry.start_on && h("span", { class: "until" }, `until ${shortDay(entry.end_on)}`),
      entry.weeks_open > 1 && weeksOpen(entry.weeks_open, entry.carried_from && other(entry.carried_from)),
      entry.carried_to && h("a", { class: "goes-on", href: other(entry.carried_to), title: "Where it goes on" }, "carried over →"),
      ...entry.resources.map(resource), ...entry.tags.map((tag) => h("span", { class: "tag" }, `#${tag}`)),
    ].filter(Boolean)
  }

  #status() {
    const { status } = this.entry
    if (this.view.readOnly) return h("span", { class: `status ${status}` }, status)
    const change = (event) => this.#save({ status: event.target.value })
    return h("select", { class: `status ${status}`, "aria-label": "Status", onchange: change }, STATUSES.map((one) => h("option", { value: one, selected: one === status }, one)))
  }

  #tool(name, label, onclick) {
    return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick }, icon(name))
  }

  /** Alt and an arrow move the entry within its day, from the row or any of its buttons. */
  #keys(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!by || !event.altKey || this.view.readOnly || event.target.closest("select, textarea")) return
    event.preventDefault()
    this.#move(by)
  }

  async #move(by) {
    const day = this.view.days.of(this.entry.start_on)
    const at = day.findIndex((one) => one.id === this.entry.id)
    const after = by > 0 ? day[at + 1]?.id : at > 0 ? day[at - 2]?.id ?? null : undefined
    if (after === undefined) return announce(by > 0 ? "It is the last of its day" : "It is the first of its day")
    await this.place(after, `Moved ${by > 0 ? "down" : "up"}`)
  }

  /** Behind another entry, or first of its day. */
  async place(after, said, start_on = this.entry.start_on) {
    try {
      await post(`/v1/entries/${this.entry.id}/move`, { after, start_on })
      await this.view.refresh()
      announce(said)
    } catch (error) {
      this.#complain(error)
    }
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
      else this.element.focus()
    }
    const keys = (event) => {
      if (event.key === "Escape") cancel()
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event)
    }
    this.element.replaceChildren(h("form", { class: "edit-lines", onsubmit: save, onkeydown: keys }, area, fault,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Save"), h("button", { type: "button", class: "plain", onclick: cancel }, "Cancel"), h("span", { class: "quiet small" }, "Ctrl + Enter saves, Esc cancels"))))
    area.focus()
  }

  async #save(fields, again = true) {
    try {
      const entry = await patch(`/v1/entries/${this.entry.id}`, this.entry.version, fields)
      if (this.editing) {
        this.entry = entry
        this.#read()
      }
      this.view.upsert(entry) // draws a row anew that is of an older version
      this.view.changed()
      announce(fields.status ? `Now ${entry.status}` : `Saved for ${longDay(entry.start_on)}`)
      return null
    } catch (error) {
      // A status is meant whatever else was changed meanwhile; words are not written over.
      if (again && fields.status && error instanceof ApiError && error.status === 412) {
        const entry = await get(`/v1/entries/${this.entry.id}`).catch(() => null)
        if (entry) this.entry = entry
        return this.#save(fields, false)
      }
      return this.#complain(error)
    }
  }

  async #delete() {
    const { id, version } = this.entry
    try {
      await remove(`/v1/entries/${id}`, version)
      this.view.drop(id)
      this.view.changed()
      this.view.focusNew()
      toast("Deleted.", async () => {
        this.view.upsert(await post(`/v1/entries/${id}/restore`))
        this.view.changed()
        announce("It is back")
      })
    } catch (error) {
      this.#complain(error)
    }
  }

  /** When it was changed elsewhere, what it is now is fetched and shown; what is being written stays in its field. */
  async #complain(error) {
    if (error instanceof ApiError && error.status === 404 && !this.editing) return this.view.drop(this.entry.id)
    if (error instanceof ApiError && error.status === 412) {
      const entry = await get(`/v1/entries/${this.entry.id}`).catch(() => null)
      if (entry) this.entry = entry
      if (entry && !this.editing) this.view.upsert(entry)
      return this.editing && entry ? `It was changed elsewhere meanwhile, and says now: “${entry.text}”. Save again to keep yours.` : "It was changed elsewhere meanwhile: this is how it is now."
    }
    this.fault.textContent = error.message
    return error.message
  }
}

let dragged = null // the row on its way

/** For pointers; by keyboard it is Alt and an arrow. */
function handle(row) {
  return h("span", { class: "tool grip", draggable: "true", title: "Drag it, or Alt + ↑ ↓", "aria-hidden": "true",
    ondragstart: (event) => {
      dragged = row
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setDragImage(row.element, 0, 0)
    },
    ondragend: () => { dragged = null } }, icon("grip"))
}

/** What is dropped on a row goes behind it, on its day. */
function takeDrops(row) {
  const { element } = row
  const leave = () => element.classList.remove("dropping")
  element.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row) return
    event.preventDefault()
    element.classList.add("dropping")
  })
  element.addEventListener("dragleave", leave)
  element.addEventListener("drop", (event) => {
    leave()
    if (!dragged || dragged === row) return
    event.preventDefault()
    dragged.place(row.entry.id, `Moved to ${longDay(row.entry.start_on)}`, row.entry.start_on)
  })
}

function resource({ title, url }) {
  const text = title || url || ""
  return url && safeUrl(url) ? h("span", { class: "resource" }, link(url, text === url ? text.replace(/^https?:\/\//, "") : text)) : h("span", { class: "resource" }, text)
}
