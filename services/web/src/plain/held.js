// What is one's own to see and to decide: where one is signed in, how much one holds, who gets one's questions.

import { get, put, remove } from "./api.js"
import { lately } from "./dates.js"
import { announce, h } from "./dom.js"
import { section, sureButton } from "./forms.js"

const MEBIBYTE = 1024 * 1024
const mebibytes = (size) => (size / MEBIBYTE).toLocaleString("en-GB", { maximumFractionDigits: 1 })

/** What `fill(body)` cannot fetch is said in its place. */
function fetched(title, fill) {
  const body = h("div")
  const load = () => fill(body, load).catch((error) => body.replaceChildren(h("p", { class: "fault" }, error.message)))
  load()
  return section(title, body)
}

export const quotasSection = () => fetched("What I hold", async (body) => {
  const held = await get("/v1/account/quotas")
  body.replaceChildren(h("p", {}, `My files: ${mebibytes(held.storage_bytes)} of ${mebibytes(held.storage_bytes_limit)} MiB. Imports running: ${held.imports_running} of ${held.imports_running_limit}.`))
})

export const sessionsSection = () => fetched("Where I am signed in", async (body, again) => {
  const { items } = await get("/v1/sessions")
  const fault = h("p", { class: "fault", role: "alert" })
  const end = async (one) => {
    await remove(`/v1/sessions/${one.id}`)
    announce("Ended")
    await again()
  }
  const line = (one) => h("li", {}, `Signed in ${lately(one.created_at)}, last used ${lately(one.last_used_at)} `,
    one.current ? h("small", { class: "quiet" }, "this one") : sureButton({ label: "End", name: `End the session of ${lately(one.created_at)}`, does: () => end(one), complain: (text) => { fault.textContent = text } }))
  body.replaceChildren(h("ul", { class: "plain-list" }, items.map(line)), fault)
})

const DECISIONS = {
  allowed: "Your questions go there.",
  refused: "You refused it: the offline assistant answers you.",
  undecided: "Nothing of yours goes there until you allow it: the offline assistant answers you.",
}

/** The programme's own language model belongs to a server that its lead has chosen: one allows or refuses it for oneself. */
export const consentSection = () => fetched("Who gets my questions", async (body, again) => {
  const now = await get("/v1/me/assistant")
  if (!now.model) return body.replaceChildren(h("p", { class: "quiet" }, "The installation's own assistant answers in this programme."))
  const fault = h("p", { class: "fault", role: "alert" })
  const decide = (allowed) => put("/v1/me/assistant", { server: now.server, allowed }).then(() => { announce("Saved"); return again() }).catch((error) => { fault.textContent = error.message })
  body.replaceChildren(h("p", {}, `${now.chosen_by ?? "Somebody"} chose ${now.model} at ${now.server} for this programme. ${DECISIONS[now.decision]}`),
    h("div", { class: "buttons" },
      now.decision === "allowed" ? null : h("button", { type: "button", onclick: () => decide(true) }, "Allow it"),
      now.decision === "refused" ? null : h("button", { type: "button", onclick: () => decide(false) }, "Refuse it")), fault)
})
