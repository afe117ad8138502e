// An answer: its text with citations and doubts, what it proposes, what wrote it, and what its reader thinks of it.

import { shortDay } from "./dates.js"
import { h } from "./dom.js"
import { feedbackTools } from "./feedback.js"
import { plain, render } from "../ui/markdown.ts"
import { ProposalCard } from "./proposals.js"

const OFFLINE = "weeklog-offline"
const WHY = {
  "unknown citation": "points at no entry",
  "not in what is cited": "not in the entries that are cited",
  "nothing is cited": "no entry is cited for it",
}

export class Answer {
  #finished = null // what is shown: the same again changes nothing

  /** `tools` stand below the answer once it has ended. */
  constructor(reply, openEntry, tools) {
    Object.assign(this, { id: reply.id, openEntry, tools })
    this.text = h("div", { class: "text" })
    this.after = h("div", { class: "citations" })
    this.element = h("article", { class: "reply running", "aria-busy": "true", "aria-label": "Answer" }, this.text, this.after)
    this.text.append(h("span", { class: "waiting", "aria-label": "Waiting for the answer" }, h("i"), h("i"), h("i")))
    if (reply.state !== "queued" && reply.state !== "running") this.finish(reply)
  }

  write(text) {
    this.latest = text
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null
      if (this.element.getAttribute("aria-busy") === "true") this.text.replaceChildren(...render(this.latest))
    })
  }

  /** Called twice: with what the stream said of the end, and with the whole reply. */
  finish(reply) {
    const { state, text, citations, error } = reply
    const known = new Map((citations ?? []).map((citation) => [citation.label, citation]))
    const marks = doubts(text ?? "", reply.checks ?? [])
    this.element.classList.remove("running")
    this.element.setAttribute("aria-busy", "false")
    const shown = JSON.stringify([text, citations, marks])
    if (shown !== this.#finished) {
      this.#finished = shown
      this.text.replaceChildren(...render(text ?? "", (label) => known.has(label) && this.#cite(known.get(label)), marks))
      const list = Array.from(known.values(), (citation) => h("li", {}, this.#card(citation)))
      this.after.replaceChildren(...(list.length ? [h("ul", {}, list)] : []))
      if (marks.length) this.after.append(h("p", { class: "quiet small doubted" }, `Underlined: ${[...new Set(marks.map((mark) => mark.why))].join("; ")}.`))
      if (state === "cancelled") this.after.append(h("p", { class: "quiet small" }, "Stopped."))
      if (state === "failed") this.after.append(h("p", { class: "fault" }, error || "The answer failed: ask again."))
    }
    if (reply.proposals) this.#complete(reply)
  }

  #complete(reply) {
    this.proposals?.remove()
    this.foot?.remove()
    if (reply.proposals.length) {
      this.proposals = h("ul", { class: "proposals", "aria-label": "Proposals" }, reply.proposals.map((one) => new ProposalCard(one).element))
      this.element.append(this.proposals)
    }
    const { rate, form } = feedbackTools(reply)
    this.foot = h("div", { class: "answer-foot" }, h("span", { class: "wrote" }, wrote(reply)), h("div", { class: "exchange-tools" }, this.tools, reply.state === "failed" ? null : rate), form)
    this.element.append(this.foot)
  }

  #cite(citation) {
    return h("button", { type: "button", class: "cite", "aria-label": `Show entry ${citation.label}, week ${citation.week}`, onclick: () => this.openEntry(citation.week, citation.entry_id) }, citation.label)
  }

  #card(citation) {
    const first = plain(citation.text).words.trim().split("\n")[0]
    return h("button", { type: "button", class: "citation", onclick: () => this.openEntry(citation.week, citation.entry_id) },
      h("b", {}, citation.label), h("span", {}, first), h("small", {}, `Week ${citation.week}, ${shortDay(citation.start_on)}`))
  }
}

/** Of which model, and how much it took. */
function wrote({ model, usage }) {
  const tokens = (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0)
  const name = model === OFFLINE ? "Offline assistant" : model?.replace(/^\w+:/, "")
  return [name, tokens && `${tokens.toLocaleString("en-GB")} tokens`].filter(Boolean).join(" · ")
}

/** The server counts characters, a string of this language counts UTF-16 units. */
export function doubts(text, checks) {
  if (!checks.length) return []
  const units = [0]
  for (const character of text) units.push(units.at(-1) + character.length)
  return checks.map(({ start, end, why }) => ({ start: units[start] ?? text.length, end: units[end] ?? text.length, why: WHY[why] ?? why })).sort((one, other) => one.start - other.start)
}
