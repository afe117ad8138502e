// The line one asks in, and what might be asked. While an answer is being written its button stops it.

import { draft, keepDraft } from "../core/drafts.ts"
import { isComposing } from "../core/keyboard.ts"
import { h, icon } from "./dom.js"

const SUGGESTIONS = ["What did I do this week?", "What is still open?", "What did I do last Tuesday?", "How many entries did I log this week?"]

export function suggestions(say) {
  return h("div", { class: "empty" }, h("p", {}, "Answers come from your own weeks, and every one says which entries it stands on."),
    SUGGESTIONS.map((text) => h("button", { type: "button", class: "suggestion", onclick: () => say(text) }, text)))
}

export class AskLine {
  #busy = false

  /** Promises of `ask(text)` and `stop()`; what they refuse is said here, and what was typed stays. */
  constructor({ ask, stop }) {
    Object.assign(this, { ask, stop })
    this.input = h("textarea", { rows: 1, placeholder: "Ask about your weeks", "aria-label": "Question", maxlength: 4000 })
    this.button = h("button", { type: "submit", class: "primary round" })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.element = h("form", { class: "ask", onsubmit: (event) => this.#submit(event), onkeydown: (event) => this.#keys(event), oninput: () => this.#grow() }, this.fault, h("div", { class: "ask-line" }, this.input, this.button))
    this.input.value = draft("question")
    this.input.addEventListener("input", () => keepDraft("question", this.input.value))
    this.busy = false
  }

  set busy(busy) {
    this.#busy = busy
    this.button.replaceChildren(icon(busy ? "stop" : "send"))
    this.button.setAttribute("aria-label", busy ? "Stop" : "Ask")
    this.button.title = busy ? "Stop (Esc)" : "Ask (Enter)"
  }

  complain(text) {
    this.fault.textContent = text
  }

  async say(text) {
    if (this.#busy || this.button.disabled) return
    if (await this.#try(() => this.ask(text)) && this.input.value.trim() === text) {
      this.input.value = ""
      keepDraft("question", "")
    }
    this.#grow()
  }

  #submit(event) {
    event.preventDefault()
    const text = this.input.value.trim()
    if (this.#busy) this.#try(this.stop)
    else if (text) this.say(text)
  }

  #keys(event) {
    if (event.key === "Enter" && !event.shiftKey && !isComposing(event)) {
      event.preventDefault()
      if (!this.#busy) this.#submit(event)
    }
    if (event.key === "Escape" && this.#busy) this.#try(this.stop)
  }

  async #try(does) {
    this.complain("")
    this.button.disabled = true
    try {
      await does()
      return true
    } catch (error) {
      this.complain(error.message)
      return false
    } finally {
      this.button.disabled = false
    }
  }

  #grow() {
    this.input.style.height = "auto"
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`
  }
}
