// What waits for me, the longest first; what I was reminded of; and, for mentors and leads, who has submitted.

import { get, post } from "./api.js"
import { lately } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { section } from "./forms.js"
import { address } from "./places.js"
import { submissionsSection } from "./submissions.js"

const PAUSE = 400 // milliseconds: events come in flocks

export class QueueView {
  #timer = null

  /** `counted(number)` hears how much waits or is unread. */
  constructor({ me, counted }) {
    Object.assign(this, { me, counted })
    this.root = find("#queue")
    this.fault = h("p", { class: "fault", role: "alert" })
    this.summary = h("p", { class: "summary" })
    this.waiting = h("ul", { class: "waiting-list" })
    this.notices = h("ul", { class: "notices" })
    this.more = h("button", { type: "button", class: "plain small", hidden: true }, "Earlier ones")
    this.all = h("button", { type: "button", class: "plain small", hidden: true, onclick: () => this.#readAll() }, "Mark all as read")
    this.submissions = h("div")
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Feedback"), h("h1", {}, "Queue"), this.summary)),
      this.fault, section("Waits for you", this.waiting), this.submissions, section("Notices", this.all, this.notices, this.more))
  }

  get #shown() {
    return !this.root.hidden
  }

  async show() {
    document.title = "Queue · weeklog"
    this.root.classList.add("loading")
    await Promise.all([this.refresh(), this.#drawSubmissions()])
    this.root.classList.remove("loading")
  }

  apply(event) {
    if (!/^(comment|notice|review|week)\./.test(event.type)) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.refresh(), PAUSE)
  }

  /** Quietly while it is not looked at: then only the number counts. */
  async refresh() {
    if (!this.me.programme) return
    try {
      const [{ items: waiting }, { items: unread }] = await Promise.all([get("/v1/queue"), get("/v1/notices?unread=true&limit=200")])
      this.counted(waiting.length + unread.length)
      if (!this.#shown) return
      this.fault.textContent = ""
      this.summary.textContent = [waiting.length ? `${many(waiting.length, "thing waits", "things wait")} for you` : "Nothing waits for you", unread.length && many(unread.length, "unread notice")].filter(Boolean).join(" · ")
      this.waiting.replaceChildren(...(waiting.length ? waiting.map((one) => this.#item(one)) : [h("li", { class: "quiet" }, "What others submit to you and ask of you is listed here.")]))
      this.all.hidden = !unread.length
      await this.#loadNotices()
    } catch (error) {
      if (this.#shown) this.fault.textContent = error.message
    }
  }

  #item(one) {
    const own = one.person.id === this.me.person.id
    const place = one.week === null ? "" : ` ${one.kind === "review" ? "" : "in "}week ${one.week}`
    const whose = own ? "your" : `${one.person.name}’s`
    const title = one.kind === "review" ? `${one.person.name} submitted${place}` : `${one.by?.name ?? "Somebody"} wrote in ${whose} ${one.week === null ? "worklog" : `week ${one.week}`}`
    return h("li", {}, h("a", { href: this.#address(one), onclick: (event) => one.kind === "thread" && this.#open(event, one) },
      h("b", {}, title), one.text ? h("q", {}, one.text.replace(/\s+/g, " ")) : null), h("small", { class: one.age_days > 3 ? "old" : null }, age(one.age_days)))
  }

  #address(one) {
    const person = one.person.id === this.me.person.id ? null : one.person.id
    return one.week === null ? address("/artifacts", { person }) : address(`/week/${one.week}`, { person, row: one.kind === "thread" ? one.id : null })
  }

  /** A thread is where its anchor is: the page of a file has an address of its own. */
  async #open(event, one) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { anchor } = await get(`/v1/comments/${one.id}`).catch(() => ({ anchor: {} }))
    location.hash = anchor.kind === "artifact" ? address(`/artifact/${anchor.id}`) : this.#address(one)
  }

  async #loadNotices(cursor = null) {
    const { items, next_cursor: next } = await get(`/v1/notices?limit=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`)
    if (!cursor) this.notices.replaceChildren()
    this.notices.append(...items.map((one) => this.#notice(one)))
    if (!this.notices.children.length) this.notices.append(h("li", { class: "quiet" }, "You were reminded of nothing yet."))
    this.more.hidden = !next
    this.more.onclick = () => this.#loadNotices(next).catch((error) => { this.fault.textContent = error.message })
  }

  #notice(one) {
    const read = h("button", { type: "button", class: "plain small", "aria-label": `Mark as read: ${one.text}`, onclick: () => this.#read([one]) }, "Read")
    return h("li", { class: one.read_at ? "read" : "unread" },
      h("div", {}, one.kind === "waiting" ? h("span", {}, one.text) : h("a", { href: address(`/week/${one.week}`), onclick: () => one.read_at || this.#read([one]) }, one.text), h("small", {}, lately(one.created_at))),
      one.read_at ? null : read)
  }

  async #read(notices) {
    try {
      for (const one of notices) await post(`/v1/notices/${one.id}/read`)
      announce("Read")
      await this.refresh()
    } catch (error) {
      this.fault.textContent = error.message
    }
  }

  async #readAll() {
    const { items } = await get("/v1/notices?unread=true&limit=200").catch(() => ({ items: [] }))
    await this.#read(items)
  }

  async #drawSubmissions() {
    if (!this.me.programme || this.me.programme.role === "member") return
    try {
      this.submissions.replaceChildren(await submissionsSection(this.me))
    } catch (error) {
      this.fault.textContent = error.message
    }
  }
}

const age = (days) => (days === 0 ? "since today" : days === 1 ? "since yesterday" : `for ${days} days`)
