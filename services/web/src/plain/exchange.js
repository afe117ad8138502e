// One question and its answer. Both may have others in their place: the question worded differently, the answer given again.

import { Answer } from "./answer.js"
import { isComposing } from "../core/keyboard.ts"
import { announce, find, h, icon } from "./dom.js"

export class Exchange {
  /** `act`: `openEntry(week, id)`, and promises of `resend(text)`, `again()`, `step("question" | "answer", id, by)`. */
  constructor(message, reply, act) {
    Object.assign(this, { message, act })
    this.question = h("div", { class: "question" })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.element = h("div", { class: "exchange" }, this.question, this.fault)
    this.#read()
    if (!reply) return
    this.answer = new Answer(reply, act.openEntry, [...this.#steps("answer", message.replies, reply.id), this.#tool("again", "Another answer", () => act.again())])
    this.element.append(this.answer.element)
  }

  /** After a step: the focus is where it was. */
  arrive(kind, by) {
    const buttons = Array.from(this.element.querySelectorAll(`.stepper.of-${kind} button`))
    const [wanted, other] = by < 0 ? buttons : buttons.reverse()
    ;(wanted?.disabled ? other : wanted)?.focus({ preventScroll: true })
    announce(find(`.stepper.of-${kind}`, this.element)?.getAttribute("aria-label") ?? "")
    this.element.scrollIntoView({ block: "nearest" })
  }

  #read() {
    this.question.replaceChildren(h("p", {}, this.message.text),
      h("div", { class: "exchange-tools" }, this.#steps("question", this.message.branches, this.message.id), this.#tool("edit", "Edit the question", () => this.#edit())))
  }

  #tool(name, label, does) {
    return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: () => this.#try(does) }, icon(name))
  }

  async #try(does) {
    this.fault.textContent = ""
    try {
      await does()
    } catch (error) {
      this.fault.textContent = error.message
    }
  }

  /** `‹ 2 of 3 ›`, or nothing where there is only one. */
  #steps(kind, ids, id) {
    const at = ids.indexOf(id)
    if (ids.length < 2) return []
    const step = (by, name, label) => h("button", { type: "button", class: "tool", "aria-label": `${label} ${kind}`, title: `${label} ${kind}`, disabled: ids[at + by] === undefined, onclick: () => this.#try(() => this.act.step(kind, ids[at + by], by)) }, icon(name))
    return [h("span", { class: `stepper of-${kind}`, role: "group", "aria-label": `${kind === "question" ? "Question" : "Answer"} ${at + 1} of ${ids.length}` },
      step(-1, "previous", "Previous"), h("span", {}, `${at + 1} of ${ids.length}`), step(1, "next", "Next"))]
  }

  #edit() {
    const area = h("textarea", { "aria-label": "The question, edited", maxlength: 4000, rows: Math.min(8, Math.max(2, Math.ceil(this.message.text.length / 36), this.message.text.split("\n").length)) })
    area.value = this.message.text
    const cancel = () => {
      this.#read()
      find("button[aria-label='Edit the question']", this.question).focus()
    }
    const send = (event) => {
      event.preventDefault()
      if (area.value.trim()) this.#try(() => this.act.resend(area.value.trim()))
    }
    const keys = (event) => {
      if (event.key === "Escape") {
        event.stopPropagation() // the panel stays open
        cancel()
      }
      if (event.key === "Enter" && !event.shiftKey && !isComposing(event)) send(event)
    }
    this.question.replaceChildren(h("form", { class: "edit-question", onsubmit: send, onkeydown: keys }, area,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Ask again"), h("button", { type: "button", class: "plain", onclick: cancel }, "Cancel"))))
    area.focus()
  }
}
