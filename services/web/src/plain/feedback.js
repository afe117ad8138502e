// Whether an answer was any good: up or down, with a word about it if one likes.

import { put } from "./api.js"
import { announce, h, icon } from "./dom.js"

export function feedbackTools(reply) {
  let { verdict, remark } = reply
  const input = h("input", { "aria-label": "Remark about the answer", maxlength: 2000, placeholder: "A remark (optional)" })
  const fault = h("p", { class: "fault", role: "alert" })
  const form = h("form", { class: "remark", hidden: true, onsubmit: (event) => { event.preventDefault(); save(verdict, input.value.trim() || null) } },
    input, h("button", { type: "submit", class: "plain small" }, "Save"), fault)
  const rate = ["up", "down"].map((which) => h("button", { type: "button", class: "tool", "aria-label": `A ${which === "up" ? "good" : "bad"} answer`, title: `A ${which === "up" ? "good" : "bad"} answer`, onclick: () => save(verdict === which ? null : which, null, true) }, icon(which)))

  async function save(chosen, said, ask = false) {
    fault.textContent = ""
    try {
      ;({ verdict, remark } = await put(`/v1/replies/${reply.id}/feedback`, { verdict: chosen, remark: chosen && (said ?? remark) }))
      show(ask)
      announce(ask ? (verdict ? "Thank you" : "Taken back") : "Saved")
    } catch (error) {
      form.hidden = false
      fault.textContent = error.message
    }
  }
  function show(asking) {
    rate.forEach((button, index) => button.setAttribute("aria-pressed", String(verdict === ["up", "down"][index])))
    input.value = remark ?? ""
    form.hidden = !verdict || !(asking || remark)
    if (asking && verdict) input.focus({ preventScroll: true })
  }
  show(false)
  return { rate, form }
}
