// The Friday review of a week: not there yet, being drafted, or drafted with the entries behind every sentence.

import { get, post } from "./api.js"
import { announce, h } from "./dom.js"
import { render } from "./markdown.js"

const SECTIONS = { objectives: "Objectives", done: "Done", open: "Open", achievements: "Achievements", numbers: "In numbers" }
const LOOK_AGAIN = 1500 // milliseconds; the event comes sooner, this is for when the socket is away

export function reviewCard(week, { today, cite, drafted }) {
  const badge = h("span", { class: "badge" })
  const actions = h("div", { class: "buttons" })
  const body = h("div", { class: "review-body" })
  const fault = h("p", { class: "fault", role: "alert" })
  const card = h("section", { class: "review", "aria-label": "Review" }, h("div", { class: "section-head" }, h("h2", {}, "Friday review"), badge, actions), body, fault)

  const draft = async () => {
    fault.textContent = ""
    try {
      show(await post(`/v1/weeks/${week.number}/review`))
    } catch (error) {
      fault.textContent = error.message
    }
  }
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
    actions.replaceChildren(...(review.markdown ? [copyButton(review.markdown)] : []), button("Draft again", draft))
    body.replaceChildren(...sections(review.sentences ?? [], week, cite))
    if (week.review?.state !== review.state) drafted()
    week.review = { id: review.id, state: review.state, version: review.version }
  }

  if (week.review) get(`/v1/reviews/${week.review.id}`).then(show, (error) => { fault.textContent = error.message })
  else {
    const ahead = week.first_day > today
    body.append(h("p", { class: "quiet" }, ahead ? "It is drafted on the Friday of that week." : "It is drafted by itself on Friday, or now. Every sentence points at the entries it stands on."))
    if (!ahead && week.entries.length) actions.append(button("Draft now", draft))
  }
  return card
}

const isOlder = (review, week) => week.entries.some((entry) => entry.updated_at > review.drafted_at)

function sections(sentences, week, cite) {
  const numbers = new Map(week.entries.map((entry, index) => [entry.id, String(index + 1)]))
  return Object.entries(SECTIONS).flatMap(([section, title]) => {
    const own = sentences.filter((sentence) => sentence.section === section)
    if (!own.length) return []
    const line = (sentence) => {
      const evidence = sentence.evidence.map((id) => cite(id, numbers.get(id))).filter(Boolean)
      return h("li", {}, h("div", { class: "text" }, render(sentence.text)), evidence)
    }
    return [h("h3", {}, title), h("ul", {}, own.map(line))]
  })
}

function copyButton(markdown) {
  const copy = async (event) => {
    const button = event.currentTarget
    await navigator.clipboard.writeText(markdown).then(() => { button.textContent = "Copied" }, () => { button.textContent = "Not allowed to copy" })
    setTimeout(() => { button.textContent = "Copy" }, 2000)
  }
  return h("button", { type: "button", class: "plain small", title: "Copy as Markdown", onclick: copy }, "Copy")
}
