// One file: a revision beside another one, and what is said about it.

import { get, patch, remove, sendFile } from "./api.js"
import { Margin } from "./comments.js"
import { moment } from "./dates.js"
import { announce, h, icon } from "./dom.js"
import { openPanel } from "./panel.js"
import { address } from "./places.js"

const IMAGES = /^image\//
const TEXTS = /^text\//
const MOST_TEXT = 200_000 // characters shown

export class ArtifactPage {
  /** `left` and `right` are numbers of revisions; right = what is looked at (none = the current one). */
  constructor(id, { view, me, person, left, right }) {
    Object.assign(this, { id, view, me, person, left, right })
    this.margin = new Margin({ me })
    this.element = h("div", { class: "artifact" }, h("p", { class: "quiet" }, "…"))
    this.fault = h("p", { class: "fault", role: "alert" })
  }

  get #whose() {
    return this.person ? `?person=${this.person}` : ""
  }

  apply(event) {
    this.margin.apply(event)
  }

  async load() {
    try {
      const query = { anchor_kind: "artifact", anchor_id: this.id, ...(this.person ? { person: this.person } : {}) }
      const [file] = await Promise.all([get(`/v1/artifacts/${encodeURIComponent(this.id)}${this.#whose}`), this.margin.load(query).catch(() => {})])
      this.file = file
      this.right = this.#number(this.right) ?? file.revision
      this.left = this.#number(this.left)
      document.title = `${file.title} · weeklog`
      await this.#draw()
    } catch (error) {
      this.element.replaceChildren(h("h1", {}, "Files"), h("p", { class: "fault", role: "alert" }, error.message), h("p", {}, h("a", { href: "#/artifacts" }, "To the files")))
    }
  }

  #number(number) {
    return this.file.revisions.some((one) => one.number === number) ? number : null
  }

  #revision(number) {
    return this.file.revisions.find((one) => one.number === number)
  }

  async #draw() {
    const { file } = this
    const stand = this.margin.at("artifact", this.id, { revision: this.right })
    const shown = h("div", { class: "revision-view" }, h("p", { class: "quiet" }, "…"))
    const note = this.#revision(this.right).note
    this.element.replaceChildren(
      h("header", { class: "week-head" },
        h("div", {}, h("p", { class: "eyebrow" }, h("a", { href: address("/artifacts", { person: this.person }) }, "Files"), file.week === null ? null : [" · ", h("a", { href: address(`/week/${file.week}`, { person: this.person }) }, `week ${file.week}`)]), h("h1", {}, file.title || file.name), h("p", { class: "summary" }, `${file.name} · ${sizeOf(this.#revision(this.right).size)} · ${moment(this.#revision(this.right).created_at)}`)),
        h("div", { class: "week-tools" }, this.#tools())),
      h("div", { class: "revision-line" }, this.#choice("Revision", this.right, false), this.#choice("beside", this.left, true), h("a", { class: "button small", href: this.#url(this.right), download: this.#revision(this.right).name }, icon("download"), "Download"), stand.badge),
      this.fault, note ? h("p", { class: "note" }, note) : "", shown, stand.panel)
    stand.open()
    await this.#show(shown)
  }

  #tools() {
    if (this.view.readOnly) return []
    const input = h("input", { type: "file", class: "unseen", onchange: () => input.files[0] && this.revise(input.files[0]) })
    return [h("label", { class: "button" }, "New revision", input), h("button", { type: "button", class: "tool", "aria-label": "Title and week", title: "Title and week", onclick: () => this.#edit() }, icon("edit")),
      h("button", { type: "button", class: "tool", "aria-label": "Delete the file", title: "Delete the file", onclick: () => this.#drop() }, icon("remove"))]
  }

  #choice(label, chosen, mayBeNone) {
    const others = this.file.revisions.filter((one) => !mayBeNone || one.number !== this.right)
    if (mayBeNone && !others.length) return null
    const go = (event) => { location.hash = address(`/artifact/${this.id}`, { person: this.person, left: mayBeNone ? event.target.value : this.left, right: mayBeNone ? this.right : event.target.value }) }
    return h("label", { class: "inline" }, label, h("select", { onchange: go }, mayBeNone ? h("option", { value: "" }, "nothing") : null, others.map((one) => h("option", { value: one.number, selected: one.number === chosen }, String(one.number)))))
  }

  #url(number) {
    return `/v1/artifacts/${this.id}/revisions/${number}${this.#whose}`
  }

  async #show(box) {
    try {
      if (!this.left || this.left === this.right) return box.replaceChildren(await this.#view(this.#revision(this.right)))
      const found = await get(`/v1/artifacts/${this.id}/compare?${new URLSearchParams({ from: this.left, to: this.right, ...(this.person ? { person: this.person } : {}) })}`)
      if (found.same) return box.replaceChildren(h("p", { class: "quiet" }, "Both are the same to the last byte."), await this.#view(found.right))
      if (found.lines) return box.replaceChildren(difference(found.lines))
      const sides = await Promise.all([found.left, found.right].map(async (one) => h("figure", {}, h("figcaption", {}, `Revision ${one.number} · ${moment(one.created_at)}`), await this.#view(one))))
      box.replaceChildren(h("div", { class: "side-by-side" }, sides))
    } catch (error) {
      box.replaceChildren(h("p", { class: "fault", role: "alert" }, error.message))
    }
  }

  /** Images are drawn in an `<img>`, where nothing runs; all that is text is shown as text. */
  async #view(revision) {
    const { number, media_type, kind, name } = revision
    if (IMAGES.test(media_type)) return h("img", { class: "picture", src: this.#url(number), alt: `${this.file.title || name}, revision ${number}` })
    if (!TEXTS.test(media_type) && kind !== "mermaid") return h("p", { class: "quiet" }, "A browser cannot show this kind of file safely: download it.")
    const answer = await fetch(this.#url(number))
    if (!answer.ok) throw new Error(`Revision ${number} cannot be read now: try again in a moment.`)
    return h("pre", { class: "file-text", tabindex: 0, "aria-label": name }, (await answer.text()).slice(0, MOST_TEXT))
  }

  async revise(file) {
    this.fault.textContent = ""
    try {
      const { revision } = await sendFile(`/v1/artifacts/${this.id}/revisions?${new URLSearchParams({ name: file.name })}`, file)
      const before = this.file.revision
      announce(revision === before ? "It is the current revision already" : `Revision ${revision} is there`)
      if (revision === before) this.fault.textContent = "This file is the current revision already."
      else location.hash = address(`/artifact/${this.id}`, { left: before, right: revision })
    } catch (error) {
      this.fault.textContent = error.message
    }
  }

  #edit() {
    const title = h("input", { name: "title", value: this.file.title, maxlength: 200 })
    const week = h("input", { name: "week", type: "number", min: 0, max: 999, value: this.file.week ?? "" })
    const fault = h("p", { class: "fault", role: "alert" })
    const save = async (event) => {
      event.preventDefault()
      try {
        await patch(`/v1/artifacts/${this.id}`, this.file.version, { title: title.value, week: week.value === "" ? null : Number(week.value) })
        panel.close()
        await this.load()
      } catch (error) {
        fault.textContent = error.message
      }
    }
    const panel = openPanel("Title and week", h("form", { class: "checklist", onsubmit: save }, h("label", {}, "Title", title), h("label", {}, "Week (left empty: of the whole programme)", week), fault, h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Save"))))
  }

  #drop() {
    const fault = h("p", { class: "fault", role: "alert" })
    const sure = async () => {
      try {
        await remove(`/v1/artifacts/${this.id}`, this.file.version)
        panel.close()
        location.hash = "#/artifacts"
      } catch (error) {
        fault.textContent = error.message
      }
    }
    const panel = openPanel("Delete the file?", h("p", {}, `“${this.file.title || this.file.name}” goes with all its revisions. This cannot be undone.`), fault, h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", onclick: sure }, "Delete it")))
  }
}

export const sizeOf = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)

function difference(lines) {
  const SIGNS = { same: " ", removed: "−", added: "+" }
  const row = ({ change, left, right, text }) => h("tr", { class: change }, h("td", { class: "line-number" }, left === null ? "" : String(left)), h("td", { class: "line-number" }, right === null ? "" : String(right)), h("td", {}, h("span", { class: "sign", "aria-label": change === "same" ? null : change }, SIGNS[change]), text))
  return h("div", { class: "difference", tabindex: 0, role: "region", "aria-label": "What differs" }, h("table", {}, h("tbody", {}, lines.map(row))))
}
