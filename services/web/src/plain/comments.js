// What is said in the margins: threads at an entry, an objective, a review or a revision. One `Margin` for what is shown; each
// place in it has a badge and a panel that outlive every redrawing, so that a remark in the making is not lost.

import { get, post, remove } from "./api.js"
import { moment } from "./dates.js"
import { announce, h, icon, many } from "./dom.js"
import { draft, keepDraft } from "../core/drafts.ts"
import { render } from "../ui/markdown.ts"

const keyOf = ({ kind, id, line, line_id, revision }) => [kind, id, kind === "review" ? line_id ?? line ?? "" : kind === "artifact" ? revision ?? "" : ""].join(":")

export class Margin {
  #places = new Map()
  #query = null

  constructor({ me }) {
    this.me = me
  }

  /** `query`: what `GET /v1/comments` takes. Places of another worklog or week are forgotten. */
  async load(query) {
    const asked = JSON.stringify(query)
    if (asked !== this.#query) this.#places.clear()
    this.#query = asked
    const found = []
    let cursor = null
    do {
      const params = new URLSearchParams({ ...query, limit: 200, ...(cursor ? { cursor } : {}) })
      const page = await get(`/v1/comments?${params}`)
      found.push(...page.items)
      cursor = page.next_cursor
    } while (cursor)
    if (asked !== this.#query) return
    const groups = new Map()
    for (const one of found) groups.set(keyOf(one.anchor), [...(groups.get(keyOf(one.anchor)) ?? []), one])
    for (const [key, place] of this.#places) place.put(groups.get(key) ?? [])
    for (const [key, comments] of groups) if (!this.#places.has(key)) this.#place(comments[0].anchor).put(comments)
  }

  /** The place at an anchor, made when it is asked for first. */
  at(kind, id, where = {}) {
    return this.#place({ kind, id, ...where })
  }

  #place({ kind, id, line, line_id, revision }) {
    const anchor = { kind, id, ...(line_id ? { line_id } : line === undefined || line === null ? {} : { line }), ...(kind === "artifact" && revision ? { revision } : {}) }
    const key = keyOf(anchor)
    if (!this.#places.has(key)) this.#places.set(key, new Place(anchor, this.me))
    return this.#places.get(key)
  }

  apply(event) {
    if (event.type !== "comment.added" && event.type !== "comment.changed") return
    this.#places.get(keyOf(event.comment.anchor))?.take(event.comment)
  }

  /** Opens the place where a comment stands, and answers its element. */
  open(comment) {
    for (const place of this.#places.values()) if (place.has(comment)) return place.open(comment)
    return null
  }
}

class Place {
  #comments = []
  #drafts = new Map() // of a thread, or of a new one (""): the form that somebody may be writing in

  constructor(anchor, me) {
    Object.assign(this, { anchor, me })
    this.badge = h("button", { type: "button", class: "tool comment-badge", "aria-expanded": "false", onclick: () => this.#toggle() })
    this.panel = h("div", { class: "thread-panel", hidden: true })
    this.#draw()
  }

  has(id) {
    return this.#comments.some((one) => one.id === id)
  }

  put(comments) {
    if (JSON.stringify(comments) === JSON.stringify(this.#comments)) return
    this.#comments = comments
    this.#draw()
  }

  /** A comment as it is now. `resolved_*` are the whole thread's. */
  take(comment) {
    const known = this.#comments.some((one) => one.id === comment.id)
    const others = known ? this.#comments.map((one) => (one.id === comment.id ? comment : one)) : [...this.#comments, comment]
    const { resolved_at, resolved_by } = comment
    this.put(others.map((one) => (one.thread_id === comment.thread_id ? { ...one, resolved_at, resolved_by } : one)))
  }

  open(comment = null) {
    this.panel.hidden = false
    this.badge.setAttribute("aria-expanded", "true")
    const row = comment ? this.panel.querySelector(`[data-id="${comment}"]`) : null
    row?.closest("details")?.setAttribute("open", "")
    return row
  }

  #toggle() {
    const opening = this.panel.hidden
    if (opening) this.open()
    else this.panel.hidden = true
    this.badge.setAttribute("aria-expanded", String(opening))
    if (opening) this.panel.querySelector("textarea")?.focus({ preventScroll: true })
  }

  #threads() {
    const threads = new Map()
    for (const one of this.#comments) threads.set(one.thread_id, [...(threads.get(one.thread_id) ?? []), one])
    return Array.from(threads.values()).filter((comments) => comments.some((one) => !one.deleted))
  }

  #draw() {
    const focused = document.activeElement
    const threads = this.#threads()
    const open = threads.filter(([first]) => !first.resolved_at)
    const count = open.flat().filter((one) => !one.deleted).length
    const label = count ? many(count, "comment") : threads.length ? "Comments, all resolved" : "Add a comment"
    this.badge.replaceChildren(icon("comment"), ...(count ? [h("b", {}, String(count))] : []))
    this.badge.classList.toggle("has", count > 0)
    this.badge.setAttribute("aria-label", label)
    this.badge.title = label
    const settled = threads.filter(([first]) => first.resolved_at)
    this.panel.replaceChildren(
      ...open.map((comments) => this.#thread(comments)),
      ...(settled.length ? [h("details", { class: "settled-threads" }, h("summary", {}, many(settled.length, "resolved thread")), settled.map((comments) => this.#thread(comments)))] : []),
      ...(open.length ? [] : [this.#form("", "Write a comment; @name tells somebody", "Comment", { anchor: this.anchor })]))
    if (focused !== document.activeElement && this.panel.contains(focused)) focused.focus({ preventScroll: true })
  }

  #thread(comments) {
    const [first] = comments
    const own = [first.author?.id, first.of].includes(this.me.person.id)
    const settle = (what) => h("button", { type: "button", class: "plain small", onclick: (event) => this.#try(event, () => post(`/v1/comments/${first.thread_id}/${what}`)) }, what === "resolve" ? "Resolve" : "Reopen")
    const settling = own ? settle(first.resolved_at ? "reopen" : "resolve") : null
    return h("section", { class: first.resolved_at ? "thread resolved" : "thread", "aria-label": `Thread of ${first.author?.name ?? "somebody"}` },
      h("ol", {}, comments.map((one) => this.#comment(one))), first.resolved_at ? settling : this.#form(first.thread_id, "Reply", "Reply", { in_reply_to: first.id }, settling))
  }

  #comment(one) {
    if (one.deleted) return h("li", { class: "quiet small" }, "A comment was deleted.")
    const drop = h("button", { type: "button", class: "tool", "aria-label": "Delete this comment", title: "Delete", onclick: (event) => this.#try(event, async () => {
      await remove(`/v1/comments/${one.id}`)
      return { ...one, text: "", deleted: true }
    }) }, icon("remove"))
    return h("li", { class: "comment", "data-id": one.id, tabindex: -1 },
      h("p", { class: "comment-head" }, h("b", {}, one.author?.name ?? "somebody who left"), h("small", {}, moment(one.created_at), one.edited_at ? ", edited" : ""), one.author?.id === this.me.person.id ? drop : null),
      h("div", { class: "text" }, render(one.text)))
  }

  /** One form for each thread, kept as long as the place. */
  #form(key, hint, label, where, beside = null) {
    const draft = this.#drafts.get(key) ?? this.#newForm(hint, label, `comment.${key || keyOf(this.anchor)}`)
    this.#drafts.set(key, draft)
    draft.where = where
    draft.buttons.replaceChildren(draft.send, ...(beside ? [beside] : []))
    return draft.form
  }

  #newForm(hint, label, name) {
    const area = h("textarea", { rows: 1, placeholder: hint, "aria-label": label, maxlength: 16000 })
    area.value = draft(name)
    area.addEventListener("input", () => keepDraft(name, area.value))
    const send = h("button", { type: "submit", class: "small" }, label)
    const buttons = h("div", { class: "buttons" })
    const fault = h("p", { class: "fault", role: "alert" })
    const submit = async (event) => {
      event.preventDefault()
      fault.textContent = ""
      if (!area.value.trim()) return area.focus()
      send.disabled = true
      try {
        const added = await post("/v1/comments", { ...made.where, text: area.value })
        area.value = ""
        keepDraft(name, "")
        this.take(added)
        announce("Comment added")
        this.panel.querySelector("textarea")?.focus({ preventScroll: true })
      } catch (error) {
        fault.textContent = error.message
      } finally {
        send.disabled = false
      }
    }
    const keys = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)
    const made = { form: h("form", { class: "comment-form", onsubmit: submit, onkeydown: keys }, area, buttons, fault), send, buttons }
    return made
  }

  async #try(event, act) {
    const button = event.currentTarget
    button.disabled = true
    try {
      this.take(await act())
    } catch (error) {
      button.disabled = false
      button.after(h("span", { class: "fault", role: "alert" }, error.message))
    }
  }
}
