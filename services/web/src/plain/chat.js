// Questions and streamed answers. An answer's life is not tied to this page: after a reload it goes on where it is.

import { get, post } from "./api.js"
import { AskLine, suggestions } from "./ask.js"
import { ConversationList } from "./conversations.js"
import { announce, find, h, icon, many } from "./dom.js"
import { Exchange } from "./exchange.js"
import { followReply } from "./stream.js"

const NEAR_END = 80 // pixels

export class ChatPanel {
  #conversation = null
  #shown = [] // the exchanges of the branch that is shown
  #begun = false // something was asked or begun here: the last conversation stays away
  #turn = 0 // what was asked for last is what gets shown
  #following = new Map() // the answers that are being written, and how to let go of each

  /** `openEntry(week, id)` shows an entry that was cited. */
  constructor({ streams, openEntry, close }) {
    this.streams = streams
    this.openEntry = openEntry
    this.log = h("div", { class: "messages", role: "log", "aria-live": "off", "aria-label": "Conversation", tabindex: 0 })
    this.log.addEventListener("click", (event) => event.target.closest("a[href^='#/']") && close()) // it leads out of the drawer
    this.line = new AskLine({ ask: (text) => this.#ask(text), stop: () => this.#stop() })
    this.list = new ConversationList({ open: (id) => this.#open(id), dropped: (id) => id === this.#conversation && this.#forget() })
    this.listButton = h("button", { type: "button", class: "tool", "aria-label": "Conversations", title: "Conversations", "aria-expanded": "false", onclick: () => this.#showList(this.list.element.hidden) }, icon("conversations"))
    find("#chat").replaceChildren(
      h("div", { class: "section-head" }, this.title = h("h2", {}, "Ask"), this.listButton,
        h("button", { type: "button", class: "tool", "aria-label": "New conversation", title: "New conversation", onclick: () => this.#begin() }, icon("fresh")),
        h("button", { type: "button", class: "tool only-drawer", "aria-label": "Close", onclick: close }, icon("close"))),
      this.list.element, this.log, this.line.element)
    this.#showEmpty()
  }

  /** The last conversation, with the answer that may still be running. */
  async resume() {
    const { items } = await get("/v1/conversations?limit=1")
    if (items.length && !this.#begun) await this.#load(items[0].id)
  }

  focus() {
    this.line.input.focus()
  }

  #showList(shown) {
    this.title.textContent = shown ? "Conversations" : "Ask"
    this.list.element.hidden = !shown
    this.log.hidden = this.line.element.hidden = shown
    this.listButton.setAttribute("aria-expanded", String(shown))
    if (shown) this.list.show(this.#conversation)
  }

  async #open(id) {
    this.#begun = true
    this.line.complain("")
    this.#showList(false)
    try {
      await this.#load(id)
      this.focus()
    } catch (error) {
      this.line.complain(error.message)
    }
  }

  #begin() {
    this.#forget()
    this.#showList(false)
    this.focus()
  }

  #forget() {
    this.#begun = true
    this.#conversation = null
    this.#turn += 1
    this.line.complain("")
    this.#clear()
    this.#showEmpty()
  }

  #clear() {
    for (const release of this.#following.values()) release()
    this.#following.clear()
    this.#shown = []
    this.log.replaceChildren()
    this.#showState()
  }

  #showEmpty() {
    this.log.replaceChildren(suggestions((text) => this.line.say(text)))
  }

  /** One branch. Of a question with several answers: the one that was gone on from; `chosen` names another, which ends the branch. */
  async #load(id, through = null, chosen = null) {
    const turn = (this.#turn += 1)
    const { messages } = await this.#fetch(id, through)
    const places = []
    for (const [index, message] of messages.entries()) {
      const next = messages[index + 1]
      const followed = next?.follows ?? message.reply?.id ?? null
      const shown = message.replies.includes(chosen) ? chosen : followed
      places.push({ message, reply: shown === message.reply?.id ? message.reply : shown && get(`/v1/replies/${shown}`) })
      if (shown !== followed) break
    }
    const replies = await Promise.all(places.map((place) => place.reply))
    if (turn !== this.#turn) return
    this.#clear()
    this.#conversation = id
    if (!places.length) this.#showEmpty()
    places.forEach(({ message }, index) => this.#add(message, replies[index]))
    this.log.scrollTop = this.log.scrollHeight
  }

  #fetch(id, through) {
    return get(`/v1/conversations/${id}${through ? `?through=${through}` : ""}`)
  }

  #add(message, reply) {
    const here = this.#conversation
    const exchange = new Exchange(message, reply, {
      openEntry: this.openEntry,
      resend: async (text) => this.#load(here, (await this.#post(`/v1/messages/${message.id}/resend`, { text })).message.id),
      again: async () => this.#load(here, message.id, (await this.#post(`/v1/replies/${exchange.answer.id}/regenerate`)).id),
      step: (kind, id, by) => this.#step(exchange, kind, id, by),
    })
    this.#shown.push(exchange)
    this.log.append(exchange.element)
    if (reply && (reply.state === "queued" || reply.state === "running")) this.#follow(exchange.answer)
  }

  async #post(path, body) {
    if (this.#following.size) throw new Error("An answer is being written: stop it first, or wait for its end.")
    this.#begun = true
    return post(path, body)
  }

  /** To another wording of the question, or another answer to it, each with what was said after it. */
  async #step(exchange, kind, id, by) {
    const [here, index, asked] = [this.#conversation, this.#shown.indexOf(exchange), exchange.message.id]
    if (kind === "question") await this.#load(here, id)
    else {
      const { messages } = await this.#fetch(here, asked)
      const { continued } = messages.find((one) => one.id === asked)
      await this.#load(here, continued[id] ?? asked, id)
    }
    this.#shown[index]?.arrive(kind, by)
  }

  async #ask(text) {
    this.#begun = true
    const turn = (this.#turn += 1)
    const follows = this.#shown.at(-1)?.answer?.id // what is shown is what is gone on from
    const here = this.#conversation ?? (await post("/v1/conversations")).id
    if (turn === this.#turn) this.#conversation = here
    const { message, reply } = await post(`/v1/conversations/${here}/messages`, { text, follows })
    if (turn !== this.#turn) return
    find(".empty", this.log)?.remove()
    this.#add({ ...message, replies: [reply.id], branches: [message.id] }, reply)
    this.log.scrollTop = this.log.scrollHeight
  }

  #follow(answer) {
    announce("The answer has begun")
    const release = followReply(this.streams, answer.id, {
      fetchReply: (id) => get(`/v1/replies/${id}`),
      onText: (text) => this.#keepEnd(() => answer.write(text)),
      onEnd: (reply) => {
        this.#keepEnd(() => answer.finish(reply))
        this.#following.delete(answer.id)
        this.#showState()
        announce(reply.state === "done" ? "The answer is complete" : "The answer ended early")
        if (!reply.proposals) this.#complete(answer)
      },
    })
    this.#following.set(answer.id, release)
    this.#showState()
  }

  /** What is known of an answer only when it has ended: what it proposes, what was checked, what it took. */
  async #complete(answer) {
    const reply = await get(`/v1/replies/${answer.id}`).catch(() => null)
    if (!reply || !answer.element.isConnected) return
    this.#keepEnd(() => answer.finish(reply))
    if (reply.proposals.length) announce(`${many(reply.proposals.length, "proposal")} to accept or dismiss`)
  }

  /** Follows the text only while its end is looked at: who scrolled up is reading. */
  #keepEnd(change) {
    const { log } = this
    const following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END
    change()
    if (following) log.scrollTop = log.scrollHeight
  }

  async #stop() {
    await Promise.all(Array.from(this.#following.keys(), (id) => post(`/v1/replies/${id}/stop`)))
  }

  #showState() {
    this.line.busy = this.#following.size > 0
  }
}
