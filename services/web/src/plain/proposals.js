// What the assistant proposes to write, as a card: nothing is written before it is accepted, as it is or as edited.

import { post } from "./api.js"
import { shortDay } from "./dates.js"
import { announce, fill, find, h } from "./dom.js"
import { render } from "../ui/markdown.ts"

const STATUSES = ["planned", "doing", "blocked", "done", "dropped"]
const STATES = ["open", "met", "missed"]
const DECIDED = { accepted: "Accepted", dismissed: "Dismissed" }

// Of each kind: what it is called, what it says besides its text, and what of it may be edited.
const KINDS = {
  entry: {
    title: () => "New entry",
    says: ({ start_on, end_on, status, tags }) => [end_on === start_on ? shortDay(start_on) : `${shortDay(start_on)} – ${shortDay(end_on)}`, status, ...tags.map((tag) => `#${tag}`)],
    fields: ({ text, start_on, end_on, status, tags }) => [area("text", "Text", text), input("start_on", "Day", "date", start_on), input("end_on", "Until", "date", end_on), choice("status", "Status", STATUSES, status), input("tags", "Tags", "text", tags.join(" "))],
    link: ({ result_id }) => `#/entry/${result_id}`,
  },
  status: {
    title: ({ status }) => `Status: ${status}`,
    says: () => [],
    fields: ({ status }) => [choice("status", "Status", STATUSES, status)],
    link: ({ result_id }) => `#/entry/${result_id}`,
  },
  objective: {
    title: ({ week }) => `New objective of week ${week}`,
    says: () => [],
    fields: ({ text, week }) => [area("text", "Text", text), input("week", "Week", "number", week)],
    link: ({ content }) => `#/week/${content.week}`,
  },
  objective_state: {
    title: ({ state }) => `Objective: ${state}`,
    says: () => [],
    fields: ({ state }) => [choice("state", "State", STATES, state)],
    link: () => null,
  },
}

export class ProposalCard {
  constructor(proposal) {
    this.proposal = proposal
    this.kind = KINDS[proposal.kind]
    this.element = h("li", { class: "proposal", tabindex: -1 })
    this.#read()
  }

  #read() {
    const { content, state } = this.proposal
    this.fault = h("p", { class: "fault", role: "alert" })
    const says = this.kind.says(content)
    this.element.className = `proposal ${state}`
    fill(this.element,
      h("h3", {}, this.kind.title(content)),
      h("div", { class: "text" }, render(content.text)),
      says.length ? h("p", { class: "meta" }, says.map((one) => h("span", { class: one.startsWith("#") ? "tag" : null }, one))) : null,
      state === "open" ? this.#choices() : this.#decided(), this.fault)
  }

  #choices() {
    return h("div", { class: "buttons" },
      h("button", { type: "button", class: "primary small", onclick: () => this.#decide("accept") }, "Accept"),
      h("button", { type: "button", class: "plain small", onclick: () => this.#edit() }, "Edit"),
      h("button", { type: "button", class: "plain small", onclick: () => this.#decide("dismiss") }, "Dismiss"))
  }

  #decided() {
    const link = this.proposal.state === "accepted" && this.kind.link(this.proposal)
    return h("p", { class: "decided" }, DECIDED[this.proposal.state], link ? [" · ", h("a", { href: link }, "Show it")] : null)
  }

  async #decide(how, edited = {}) {
    const buttons = this.element.querySelectorAll("button")
    this.fault.textContent = ""
    for (const button of buttons) button.disabled = true
    try {
      this.proposal = await post(`/v1/proposals/${this.proposal.id}/${how}`, edited)
      this.#read()
      this.element.focus({ preventScroll: true })
      announce(DECIDED[this.proposal.state])
    } catch (error) {
      this.fault.textContent = error.message
      for (const button of buttons) button.disabled = false
    }
  }

  #edit() {
    const { content } = this.proposal
    const fields = this.kind.fields(content)
    const cancel = () => {
      this.#read()
      find("button", this.element).focus()
    }
    const submit = (event) => {
      event.preventDefault()
      this.#decide("accept", edited(content, new FormData(event.target)))
    }
    const keys = (event) => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      cancel()
    }
    this.element.replaceChildren(h("h3", {}, this.kind.title(content)), h("form", { class: "edit-proposal", onsubmit: submit, onkeydown: keys }, fields,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary small" }, "Accept"), h("button", { type: "button", class: "plain small", onclick: cancel }, "Cancel"))), this.fault)
    find("textarea, input, select", this.element).focus()
  }
}

/** Only what was changed: the rest is accepted as proposed. */
function edited(content, form) {
  const changes = {}
  for (const [name, typed] of form) {
    const value = name === "tags" ? typed.split(/[\s,#]+/).filter(Boolean) : name === "week" ? Number(typed) : typed
    if (JSON.stringify(value) !== JSON.stringify(content[name])) changes[name] = value
  }
  return changes
}

const area = (name, label, value) => h("label", {}, label, Object.assign(h("textarea", { name, rows: Math.min(8, value.split("\n").length + 1), required: true }), { value }))
const input = (name, label, type, value) => h("label", {}, label, h("input", { name, type, value, required: type !== "text" }))
const choice = (name, label, values, value) => h("label", {}, label, h("select", { name }, values.map((one) => h("option", { value: one, selected: one === value }, one))))
