// The Friday review of a week: not there yet, being drafted, or drafted with the entries behind every sentence.

import { get, post } from "./api.js"
import { announce, h } from "./dom.js"
import { render } from "../ui/markdown.ts"

const SECTIONS = {
  summary: "Summary",
  objectives: "Objectives",
  themes: "What the week was about",
  achievements: "Achievements",
  learnt: "Learnt",
  feedback: "Feedback",
  blocked: "Blocked",
  open: "Still open",
  next: "Next week",
  check: "To check",
  left_out: "Other entries",
}
const LOOK_AGAIN = 1500 // milliseconds; the event comes sooner, this is for when the socket is away

/** `view` is the week's: whose it is, how its entries are cited, and what is said in its margins. */
export function reviewCard(week, view) {
  const badge = h("span", { class: "badge" })
  const actions = h("div", { class: "buttons" })
  const body = h("div", { class: "review-body" })
  const fault = h("p", { class: "fault", role: "alert" })
  const card = h("section", { class: "review", "aria-label": "Review" }, h("div", { class: "section-head" }, h("h2", {}, "Friday review"), badge, actions), body, fault)

  const ask = (path) => async (event) => {
    fault.textContent = ""
    const { currentTarget } = event
    currentTarget.disabled = true
    try {
      show(await post(path))
    } catch (error) {
      fault.textContent = error.message
      currentTarget.disabled = false
    }
  }
  const draft = ask(`/v1/weeks/${week.number}/review`)
  const button = (label, onclick) => h("button", { type: "button", class: "plain small", onclick }, label)
  const wait = (id) => setTimeout(async () => {
    if (!card.isConnected) return
    const review = await get(`/v1/reviews/${id}`).catch(() => null)
    if (review && review.state !== "pending") announce("The review is drafted")
    if (review) show(review)
    else wait(id)
  }, LOOK_AGAIN)

  function show(review) {
    card.classList.toggle("pending", review.state === "pending")
    badge.textContent = review.state === "pending" ? "drafting" : `${review.state} · version ${review.version}${isOlder(review, week) ? " · the entries have changed since" : ""}`
    if (review.state === "pending") {
      actions.replaceChildren()
      body.replaceChildren(h("p", { class: "quiet" }, "It is being drafted from this week's entries."))
      wait(review.id)
      return
    }
    const stand = view.margin.at("review", review.id)
    const file = review.signature ? [signedFile(review)] : []
    actions.replaceChildren(...(review.markdown ? [copyButton(review.markdown)] : []), ...file, ...(view.readOnly ? [] : own(review)), stand.badge)
    body.replaceChildren(...sections(review, week, view), stand.panel)
    if (week.review?.state !== review.state) view.changed()
    week.review = { id: review.id, state: review.state, version: review.version }
  }

  /** What its owner may do next. */
  function own(review) {
    if (review.state === "drafted") return [button("Draft again", draft), button("Submit", ask(`/v1/reviews/${review.id}/submit`))]
    return review.state === "submitted" ? [button("Take back", ask(`/v1/reviews/${review.id}/take-back`))] : []
  }

  if (week.review) get(`/v1/reviews/${week.review.id}`).then(show, (error) => { fault.textContent = error.message })
  else {
    const ahead = week.first_day > view.today
    body.append(h("p", { class: "quiet" }, view.readOnly ? "None was submitted yet." : ahead ? "It is drafted on the Friday of that week." : "It is drafted by itself on Friday, or now. Every sentence points at the entries it stands on."))
    if (!view.readOnly && !ahead && week.entries.length) actions.append(button("Draft now", draft))
  }
  return card
}

const isOlder = (review, week) => week.entries.some((entry) => entry.updated_at > review.drafted_at)

function sections(review, week, view) {
  const numbers = new Map(week.entries.map((entry, index) => [entry.id, String(index + 1)]))
  const sentences = (review.lines ?? []).map((sentence, place) => ({ ...sentence, place }))
  const line = (sentence) => {
    const evidence = sentence.evidence.map((id) => view.cite(id, numbers.get(id))).filter(Boolean)
    const stand = view.margin.at("review", review.id, { line: sentence.place, line_id: sentence.id })
    return h("li", {}, h("div", { class: "text" }, render(sentence.text)), evidence, stand.badge, stand.panel)
  }
  return Object.entries(SECTIONS).flatMap(([section, title]) => {
    const own = sentences.filter((sentence) => sentence.section === section)
    return own.length ? [h("h3", {}, title), h("ul", {}, own.map(line))] : []
  })
}

/** The review as it was approved, to be kept and checked at /verify. */
function signedFile(review) {
  const { current, at } = review.signature
  const title = `Signed on ${at.slice(0, 10)}${current ? "" : "; changed since approval, it has to be approved again"}. Anybody can check it at /verify.`
  return h("a", { class: "small", href: `/v1/reviews/${review.id}/snapshot`, download: `review-week-${review.week}.signed.json`, title }, current ? "Signed file" : "Signed file · changed since approval")
}

function copyButton(markdown) {
  const copy = async (event) => {
    const button = event.currentTarget
    await navigator.clipboard.writeText(markdown).then(() => { button.textContent = "Copied" }, () => { button.textContent = "Not allowed to copy" })
    setTimeout(() => { button.textContent = "Copy" }, 2000)
  }
  return h("button", { type: "button", class: "plain small", title: "Copy as Markdown", onclick: copy }, "Copy")
}
