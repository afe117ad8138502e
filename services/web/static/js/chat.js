// Questions and streamed answers. An answer's life is not tied to this page: after a reload it goes on where it is.

import { get, post } from "./api.js"
import { shortDay } from "./dates.js"
import { announce, find, h, icon } from "./dom.js"
import { render } from "./markdown.js"
import { followReply } from "./stream.js"

const SUGGESTIONS = ["What did I do this week?", "What is still open?", "What did I do last Tuesday?", "How many entries did I log this week?"]
const NEAR_END = 80 // pixels

export class ChatPanel {
  #conversation = null
  #begun = false // something was asked or begun here: the last conversation stays away
  #stop = null

  /** `openEntry(week, id)` shows an entry that was cited. */
  constructor({ streams, openEntry, close }) {
    this.streams = streams
    this.openEntry = openEntry
    this.log = h("div", { class: "messages", role: "log", "aria-live": "off", "aria-label": "Conversation", tabindex: 0 })
    this.input = h("textarea", { rows: 1, placeholder: "Ask about your weeks", "aria-label": "Question", maxlength: 4000 })
    this.button = h("button", { type: "submit", class: "primary round", "aria-label": "Ask", title: "Ask (Enter)" }, icon("send"))
    this.fault = h("p", { class: "fault", role: "alert" })
    this.form = h("form", { class: "ask", onsubmit: (event) => this.#submit(event), onkeydown: (event) => this.#keys(event), oninput: () => this.#grow() }, this.fault, h("div", { class: "ask-line" }, this.input, this.button))
    find("#chat").replaceChildren(
      h("div", { class: "section-head" }, h("h2", {}, "Ask"), h("button", { type: "button", class: "tool", "aria-label": "New conversation", title: "New conversation", onclick: () => this.#begin() }, icon("fresh")),
        h("button", { type: "button", class: "tool only-drawer", "aria-label": "Close", onclick: close }, icon("close"))),
      this.log, this.form)
    this.#showEmpty()
  }

  /** The last conversation, with the answer that may still be running. */
  async resume() {
    const { items } = await get("/v1/conversations?limit=1")
    if (!items.length) return
    const { id, messages } = await get(`/v1/conversations/${items[0].id}`)
    if (!messages.length || this.#begun) return
    this.#conversation = id
    this.log.replaceChildren()
    for (const message of messages) {
      this.#addQuestion(message.text)
      if (message.reply) this.#addReply(message.reply)
    }
    this.log.scrollTop = this.log.scrollHeight
  }

  focus() {
    this.input.focus()
  }

  #begin() {
    this.#begun = true
    this.#conversation = null
    this.#release?.()
    this.#idle()
    this.#showEmpty()
    this.focus()
  }

  #showEmpty() {
    const suggest = (text) => h("button", { type: "button", class: "suggestion", onclick: () => this.ask(text) }, text)
    this.log.replaceChildren(h("div", { class: "empty" }, h("p", {}, "Answers come from your own weeks, and every one says which entries it stands on."), SUGGESTIONS.map(suggest)))
  }

  #submit(event) {
    event.preventDefault()
    if (this.#stop) return this.#stop()
    if (this.input.value.trim()) this.ask(this.input.value.trim())
  }

  #keys(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      if (!this.#stop) this.#submit(event)
    }
    if (event.key === "Escape" && this.#stop) this.#stop()
  }

  #grow() {
    this.input.style.height = "auto"
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`
  }

  async ask(text) {
    if (this.#stop) return
    this.#begun = true
    this.fault.textContent = ""
    this.button.disabled = true
    try {
      this.#conversation ??= (await post("/v1/conversations")).id
      const { reply } = await post(`/v1/conversations/${this.#conversation}/messages`, { text })
      find(".empty", this.log)?.remove()
      this.#addQuestion(text)
      this.#addReply(reply)
      this.input.value = ""
      this.#grow()
      this.log.scrollTop = this.log.scrollHeight
    } catch (error) {
      this.fault.textContent = error.message
    } finally {
      this.button.disabled = false
    }
  }

  #addQuestion(text) {
    this.log.append(h("div", { class: "question" }, h("p", {}, text)))
  }

  #addReply(reply) {
    const box = new ReplyBox(reply, this.openEntry)
    this.log.append(box.element)
    if (reply.state === "queued" || reply.state === "running") this.#follow(box)
    else box.finish(reply)
  }

  #release = null

  #follow(box) {
    announce("The answer has begun")
    this.#busy(box.id)
    this.#release = followReply(this.streams, box.id, {
      fetchReply: (id) => get(`/v1/replies/${id}`),
      onText: (text) => this.#keepEnd(() => box.write(text)),
      onEnd: (reply) => {
        this.#keepEnd(() => box.finish(reply))
        this.#release = null
        this.#idle()
        announce(reply.state === "done" ? "The answer is complete" : "The answer ended early")
      },
    })
  }

  /** Follows the text only while its end is looked at: who scrolled up is reading. */
  #keepEnd(change) {
    const { log } = this
    const following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END
    change()
    if (following) log.scrollTop = log.scrollHeight
  }

  #busy(id) {
    this.#stop = () => {
      this.button.disabled = true
      post(`/v1/replies/${id}/stop`).catch((error) => { this.fault.textContent = error.message }).finally(() => { this.button.disabled = false })
    }
    this.button.replaceChildren(icon("stop"))
    this.button.setAttribute("aria-label", "Stop")
    this.button.title = "Stop (Esc)"
  }

  #idle() {
    this.#stop = null
    this.button.replaceChildren(icon("send"))
    this.button.setAttribute("aria-label", "Ask")
    this.button.title = "Ask (Enter)"
  }
}

class ReplyBox {
  constructor(reply, openEntry) {
    this.id = reply.id
    this.openEntry = openEntry
    this.text = h("div", { class: "text" })
    this.after = h("div", { class: "citations" })
    this.element = h("article", { class: "reply running", "aria-busy": "true", "aria-label": "Answer" }, this.text, this.after)
    this.text.append(h("span", { class: "waiting", "aria-label": "Waiting for the answer" }, h("i"), h("i"), h("i")))
  }

  write(text) {
    this.latest = text
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null
      if (this.element.getAttribute("aria-busy") === "true") this.text.replaceChildren(...render(this.latest))
    })
  }

  finish({ state, text, citations, error }) {
    const known = new Map((citations ?? []).map((citation) => [citation.label, citation]))
    this.element.classList.remove("running")
    this.element.setAttribute("aria-busy", "false")
    this.text.replaceChildren(...render(text ?? "", (label) => known.has(label) && this.#cite(known.get(label))))
    const list = Array.from(known.values(), (citation) => h("li", {}, this.#card(citation)))
    this.after.replaceChildren(...(list.length ? [h("ul", {}, list)] : []))
    if (state === "cancelled") this.after.append(h("p", { class: "quiet small" }, "Stopped."))
    if (state === "failed") this.after.append(h("p", { class: "fault" }, error || "The answer failed: ask again."))
  }

  #cite(citation) {
    return h("button", { type: "button", class: "cite", "aria-label": `Show entry ${citation.label}, week ${citation.week}`, onclick: () => this.openEntry(citation.week, citation.entry_id) }, citation.label)
  }

  #card(citation) {
    const first = citation.text.replace(/^[-*+\s]+/, "").split("\n")[0].replace(/\*\*|`/g, "")
    return h("button", { type: "button", class: "citation", onclick: () => this.openEntry(citation.week, citation.entry_id) },
      h("b", {}, citation.label), h("span", {}, first), h("small", {}, `Week ${citation.week}, ${shortDay(citation.start_on)}`))
  }
}
