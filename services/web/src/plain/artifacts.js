// Files and their revisions: the list, and bringing them in. One of them is shown by `artifact.js`.

import { get, sendFile } from "./api.js"
import { ArtifactPage, sizeOf } from "./artifact.js"
import { moment } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { hasLeft } from "./members.js"
import { address } from "./places.js"

const ACCEPTED = ".png,.jpg,.jpeg,.webp,.gif,.svg,.pdf,.mmd,.mermaid,.md,.markdown,.txt,.pptx,.odp"

let shown = null // the view of who is signed in now: the window hears for it alone
addEventListener("dragover", (event) => shown?.over(event))
addEventListener("dragleave", (event) => event.relatedTarget ?? shown?.root.classList.remove("dropping"))
addEventListener("drop", (event) => shown?.dropped(event))

export class ArtifactsView {
  #person = null
  #one = null // the artifact that is shown; null = the list is

  constructor({ me, members }) {
    Object.assign(this, { me, members })
    this.root = find("#artifacts")
    this.fault = h("p", { class: "fault", role: "alert" })
    this.progress = h("p", { class: "quiet small", role: "status" })
    shown = this
  }

  get readOnly() {
    return this.#person !== null || hasLeft(this.me)
  }

  apply(event) {
    this.#one?.apply(event)
  }

  async show(query) {
    document.title = "Files · weeklog"
    this.#one = null
    this.#person = this.#whose(query)
    this.root.classList.add("loading")
    await this.load()
    this.root.classList.remove("loading")
  }

  async showOne(id, query) {
    this.#person = this.#whose(query)
    const one = new ArtifactPage(id, { view: this, me: this.me, person: this.#person, left: Number(query.get("left")) || null, right: Number(query.get("right")) || null })
    this.#one = one
    this.root.replaceChildren(one.element)
    await one.load()
  }

  #whose(query) {
    const person = query.get("person")
    return person === this.me.person.id ? null : person
  }

  async load() {
    this.fault.textContent = this.progress.textContent = ""
    const person = this.#person
    try {
      const [items, followed] = await Promise.all([all(person), this.members.followed()])
      if (person === this.#person && !this.#one) this.#draw(items, followed)
    } catch (error) {
      this.root.replaceChildren(h("h1", {}, "Files"), h("p", { class: "fault", role: "alert" }, error.message))
    }
  }

  #draw(items, followed) {
    const whose = followed.length ? h("select", { class: "whose", "aria-label": "Whose files", onchange: (event) => { location.hash = address("/artifacts", { person: event.target.value }) } },
      h("option", { value: "" }, "My files"), followed.map((one) => h("option", { value: one.person_id, selected: one.person_id === this.#person }, one.name))) : null
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Diagrams, slides, notes"), h("h1", {}, "Files"), h("p", { class: "summary" }, items.length ? many(items.length, "file") : "No files yet")), h("div", { class: "week-tools" }, whose)),
      this.readOnly ? "" : this.#dropPlace("Drop files here", (files) => this.#add(files)),
      items.length ? h("ul", { class: "files" }, items.map((one) => this.#card(one))) : h("p", { class: "quiet" }, this.readOnly ? "Nothing was put here." : "Images, PDF, Mermaid, Markdown, text and slides; each with its revisions and what is said about them."))
  }

  #card(one) {
    const about = [one.week === null ? "the whole programme" : `week ${one.week}`, `revision ${one.revision}`, sizeOf(one.size), moment(one.updated_at)]
    return h("li", {}, h("a", { class: "file", href: address(`/artifact/${one.id}`, { person: this.#person }) },
      h("span", { class: "file-kind" }, one.name.split(".").at(-1)), h("span", {}, h("b", {}, one.title || one.name), h("small", {}, about.join(" · ")))))
  }

  #dropPlace(label, add) {
    const input = h("input", { type: "file", accept: ACCEPTED, multiple: true, class: "unseen", onchange: () => {
      const files = [...input.files]
      input.value = ""
      add(files)
    } })
    return h("div", { class: "drop" }, h("p", {}, label), h("label", { class: "button" }, "Choose files", input), this.progress, this.fault)
  }

  /** One after the other; what was refused is said, and the others still come in. */
  async #add(files) {
    const refused = []
    let last = null
    for (const file of files) {
      this.progress.textContent = `Sending ${file.name}…`
      try {
        last = await sendFile(`/v1/artifacts?${new URLSearchParams({ name: file.name })}`, file)
      } catch (error) {
        refused.push(`${file.name}: ${error.message}`)
      }
    }
    await this.load()
    this.fault.textContent = refused.join(" ")
    if (last) announce(`${last.name} is there`)
  }

  over(event) {
    if (this.root.hidden || !event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    this.root.classList.add("dropping")
  }

  dropped(event) {
    if (this.root.hidden || !event.dataTransfer?.files.length) return
    event.preventDefault()
    this.root.classList.remove("dropping")
    const files = [...event.dataTransfer.files]
    if (this.readOnly) return
    if (this.#one) this.#one.revise(files[0])
    else this.#add(files)
  }
}

async function all(person) {
  const found = []
  let cursor = null
  do {
    const page = await get(`/v1/artifacts?${new URLSearchParams({ limit: 200, ...(person ? { person } : {}), ...(cursor ? { cursor } : {}) })}`)
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return found
}
