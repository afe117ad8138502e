// What weeklog guessed about imported pages, and what it could not: each question with its evidence and its choices;
// what to look at before publishing; where the two languages of a week differ.

import { get, post, remove } from "./api.js"
import { announce, find, h, many, words } from "./dom.js"
import { findingsSection } from "./findings.js"
import { twinsSection } from "./twins.js"

const MOST = 100 // questions at once: the next ones come when these are settled
const REACH = { row: "this row", page: "this page", site: "the whole site" }
const ASKS_A_DAY = new Set(["date_typo", "unreadable_date", "weekday_clash"])

export class InboxView {
  #questions = []
  #pages = []

  /** `counted(open)` hears how many questions are open; `settled()` that entries may have moved. */
  constructor({ counted, settled }) {
    Object.assign(this, { counted, settled })
    this.root = find("#inbox")
    this.asked = h("section", { class: "questions", "aria-labelledby": "questions-title" })
    this.checks = h("div", { class: "checks" })
    this.summary = h("p", { class: "summary" })
    this.last = h("p", { class: "settled", role: "status" })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Imported pages"), h("h1", {}, "Inbox"), this.summary)),
      this.fault, this.asked, this.checks)
  }

  get shown() {
    return !this.root.hidden
  }

  async show() {
    document.title = "Inbox · weeklog"
    this.last.replaceChildren()
    this.root.classList.add("loading")
    await this.load()
    this.root.classList.remove("loading")
  }

  /** Only the number, for the header. */
  async count() {
    this.counted((await get("/v1/pages/inbox?limit=1")).open)
  }

  async load() {
    this.fault.textContent = ""
    try {
      await this.#loadQuestions()
      await this.#loadChecks()
    } catch (error) {
      this.fault.textContent = error.message
    }
  }

  async #loadQuestions() {
    const [inbox, pages] = await Promise.all([get(`/v1/pages/inbox?limit=${MOST}`), allPages()])
    this.#questions = inbox.items
    this.#pages = pages
    this.counted(inbox.open)
    this.#drawQuestions(inbox.open, pages.length)
  }

  async #loadChecks() {
    const [lint, twins] = await Promise.all([get("/v1/pages/lint"), twinsSection(this.#pages)])
    this.checks.replaceChildren(...[findingsSection(lint.items), twins].filter(Boolean))
  }

  #drawQuestions(open, pages) {
    this.summary.textContent = pages ? `${many(open, "question")} open · ${many(pages, "page")}` : "No pages yet"
    const groups = new Map()
    for (const one of this.#questions) groups.set(one.path, [...(groups.get(one.path) ?? []), one])
    const list = Array.from(groups, ([path, questions]) =>
      h("section", { class: "asking", "aria-label": path }, h("h3", {}, h("a", { href: `#/week/${questions[0].week}` }, `Week ${questions[0].week}`), h("code", {}, path)),
        questions.map((one) => this.#question(one))))
    this.asked.replaceChildren(h("div", { class: "section-head" }, h("h2", { id: "questions-title", tabindex: -1 }, "Questions")), this.last, ...(list.length ? list : [this.#nothing(pages)]))
    if (open > this.#questions.length) this.asked.append(h("p", { class: "quiet" }, `${many(open - this.#questions.length, "more question")} after these.`))
  }

  #nothing(pages) {
    return h("div", { class: "empty" }, h("p", {}, pages ? "Nothing is open: every page was understood." : "Import worklog pages, and what they leave unclear is asked here."))
  }

  #question(one) {
    const reach = h("select", { "aria-label": "How far the answer reaches" }, one.scopes.map((scope) => h("option", { value: scope }, `for ${REACH[scope]}`)))
    const fault = h("p", { class: "fault", role: "alert" })
    const answer = (value) => this.#settle(one, value, reach.value, box, fault)
    const id = `q-${one.place.line}-${one.key.replace(/[^\w]/g, "_")}-${this.#questions.indexOf(one)}`
    const place = one.place.line ? `Line ${one.place.line}` : "The page"
    const box = h("div", { class: "question-card", role: "group", "aria-labelledby": id },
      h("div", { class: "ask-head" }, h("p", { class: "ask-text", id }, words(one.question)), one.scopes.length > 1 ? reach : h("span", { class: "quiet small" }, `for ${REACH[one.scopes[0]] ?? "this page"}`)),
      h("ul", { class: "evidence" }, h("li", {}, place), one.evidence.map((line) => h("li", {}, words(line)))),
      h("div", { class: "buttons" }, one.choices.map((choice) => choiceButton(one, choice, answer)), ASKS_A_DAY.has(one.kind) || !one.choices.length ? otherAnswer(one, answer) : null),
      fault)
    return box
  }

  async #settle(one, value, scope, box, fault) {
    fault.textContent = ""
    for (const button of box.querySelectorAll("button")) button.disabled = true
    try {
      const { open } = await post("/v1/pages/inbox/settle", { path: one.path, key: one.key, value, scope })
      await this.#loadQuestions()
      this.#tell(one, value, scope)
      announce(`Settled. ${many(open, "question")} open.`)
      this.settled()
      await this.#loadChecks()
    } catch (error) {
      fault.textContent = error.message
      for (const button of box.querySelectorAll("button")) button.disabled = false
    }
  }

  /** What was settled last stays in reach, and the next question gets the focus. */
  #tell(one, value, scope) {
    const undo = h("button", { type: "button", class: "plain small", onclick: () => this.#undo(one, scope) }, "Undo")
    const label = one.choices.find((choice) => choice.value === value)?.label ?? value
    this.last.replaceChildren(h("span", {}, "Settled: ", words(label), `, for ${REACH[scope]}.`), undo)
    ;(find(".question-card button", this.asked) ?? find("#questions-title")).focus({ preventScroll: true })
  }

  async #undo(one, scope) {
    try {
      await remove(`/v1/pages/inbox/settle?${new URLSearchParams({ path: one.path, key: one.key, scope })}`)
      this.last.replaceChildren()
      await this.load()
      announce("Taken back.")
      this.settled()
    } catch (error) {
      this.fault.textContent = error.message
    }
  }
}

function choiceButton(one, choice, answer) {
  const guessed = choice.value === one.chosen
  return h("button", { type: "button", class: guessed ? "choice guessed" : "choice", onclick: () => answer(choice.value) }, h("span", {}, words(choice.label)), guessed ? h("small", {}, "taken for now") : null)
}

/** A day or a word that is not among the choices. */
function otherAnswer(one, answer) {
  const day = ASKS_A_DAY.has(one.kind)
  const input = h("input", { type: day ? "date" : "text", "aria-label": day ? "Another day" : "Your answer", required: true })
  const submit = (event) => {
    event.preventDefault()
    if (input.value) answer(input.value)
  }
  return h("form", { class: "other", onsubmit: submit }, input, h("button", { type: "submit" }, day ? "Use this day" : "Use this"))
}

async function allPages() {
  const found = []
  let cursor = null
  do {
    const page = await get(`/v1/pages${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`)
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return found
}
