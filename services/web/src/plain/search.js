// Search over one's worklog, or over those one follows: by words, slips of the fingers, and meaning.

import { plain } from "../ui/markdown.ts"
import { get } from "./api.js"
import { shortDay } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { address } from "./places.js"

const PAUSE = 200 // milliseconds without a key
const SHOWN = 260 // characters of a text, around its first found word
const WHY = { words: "", typo: "a similar spelling", meaning: "alike in meaning" }

export class SearchView {
  #asking = 0
  #timer = null
  #person = null // a search in one person's worklog, come here by an address

  constructor({ me, members }) {
    this.me = me
    this.members = members
    this.root = find("#search")
    this.input = h("input", { type: "search", name: "q", "aria-label": "Search", placeholder: "Words, also misspelt or without accents", autocomplete: "off", maxlength: 200 })
    this.everyone = h("input", { type: "checkbox", name: "everyone" })
    this.summary = h("p", { class: "summary", role: "status" })
    this.found = h("ol", { class: "hits" })
    this.more = h("p", {})
    this.fault = h("p", { class: "fault", role: "alert" })
    const leads = me.programme && me.programme.role !== "member"
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("h1", {}, "Search"))),
      h("form", { class: "search-line", role: "search", oninput: () => this.#wait(), onchange: () => this.#ask(), onsubmit: (event) => this.#submit(event), onkeydown: (event) => this.#keys(event) },
        this.input, leads ? h("label", { class: "as-typed" }, this.everyone, "everyone I follow") : null),
      this.fault, this.summary, this.found, this.more)
    this.found.addEventListener("keydown", (event) => this.#keys(event))
  }

  show(query) {
    document.title = "Search · weeklog"
    const q = query.get("q") ?? ""
    this.#person = query.get("person")
    this.everyone.checked = query.get("everyone") === "true"
    if (q !== this.input.value.trim()) this.input.value = q
    this.input.focus()
    this.input.select()
    this.#ask()
  }

  #wait() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), PAUSE)
  }

  #submit(event) {
    event.preventDefault()
    clearTimeout(this.#timer)
    this.#ask()
  }

  /** The arrows walk from the line through what was found. */
  #keys(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by) return
    const steps = [this.input, ...this.found.querySelectorAll("a")]
    const next = steps[steps.indexOf(document.activeElement) + by]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  get #query() {
    return { q: this.input.value.trim(), ...(this.everyone.checked ? { everyone: "true" } : this.#person ? { person: this.#person } : {}) }
  }

  /** The address says what was asked, so that it can be kept and gone back to. */
  async #ask() {
    clearTimeout(this.#timer)
    if (this.root.hidden) return // gone on meanwhile: the address is another place's
    const asking = ++this.#asking
    const query = this.#query
    history.replaceState(null, "", address("/search", query))
    this.fault.textContent = ""
    if (!query.q) return this.#draw([], "")
    this.found.classList.add("asking")
    if (!this.found.children.length) this.summary.textContent = "Searching…"
    try {
      const { items, next_cursor } = await get(`/v1/search?${new URLSearchParams(query)}`)
      if (asking !== this.#asking) return
      await this.#show(items, query, next_cursor)
    } catch (error) {
      if (asking !== this.#asking) return
      this.#draw([], "")
      this.fault.textContent = error.message
    }
  }

  async #show(items, query, cursor, before = []) {
    const all = [...before, ...items]
    const rows = await Promise.all(all.map((hit) => this.#hit(hit)))
    this.#draw(rows, all.length ? `${many(all.length, "line")}${cursor ? " and more" : ""}` : `Nothing says “${query.q}”.`)
    announce(this.summary.textContent)
    if (cursor) this.more.replaceChildren(h("button", { type: "button", class: "small", onclick: () => this.#next(query, cursor, all) }, "More"))
  }

  async #next(query, cursor, before) {
    try {
      const page = await get(`/v1/search?${new URLSearchParams({ ...query, cursor })}`)
      await this.#show(page.items, query, page.next_cursor, before)
    } catch (error) {
      this.fault.textContent = error.message
    }
  }

  #draw(rows, summary) {
    this.found.replaceChildren(...rows)
    this.found.classList.remove("asking")
    this.more.replaceChildren()
    this.summary.textContent = summary
  }

  async #hit(hit) {
    const mine = hit.person_id === this.me.person.id
    const about = [hit.kind === "entry" ? null : hit.kind, mine ? null : await this.members.name(hit.person_id), hit.week === null ? null : `week ${hit.week}`, shortDay(hit.start_on)].filter(Boolean)
    const where = address(hit.week === null ? "/artifacts" : `/week/${hit.week}`, { row: hit.id, person: mine ? null : hit.person_id })
    return h("li", {}, h("a", { class: "hit", href: where },
      h("span", { class: "hit-text" }, marked(hit.text, hit.highlights)),
      h("span", { class: "hit-about" }, about.join(" · "), WHY[hit.why] ? h("em", {}, WHY[hit.why]) : null)))
  }
}

/** Positions count characters, as the server does; a long text is shown around its first found word. */
export function marked(text, highlights) {
  const units = unitsOf(text)
  const { words, offsets } = plain(text)
  const found = highlights.map(([start, stop]) => [placeOf(offsets, units[start]), placeOf(offsets, units[stop])])
  const from = Math.max(0, Math.min((found[0]?.[0] ?? 0) - 80, words.length - SHOWN))
  const to = Math.min(words.length, from + SHOWN)
  const parts = from ? ["… "] : []
  let end = from
  for (const [start, stop] of found) {
    if (start < end || stop > to || start === stop) continue
    parts.push(flat(words.slice(end, start)), h("mark", {}, flat(words.slice(start, stop))))
    end = stop
  }
  parts.push(flat(words.slice(end, to)))
  if (to < words.length) parts.push(" …")
  return parts
}

const flat = (words) => words.replace(/\s/g, " ")

/** The first place at or behind a position of the text. */
function placeOf(offsets, position) {
  const place = offsets.findIndex((offset) => offset >= position)
  return place === -1 ? offsets.length : place
}

function unitsOf(text) {
  const units = [0]
  for (const character of text) units.push(units.at(-1) + character.length)
  return units
}
