// What is one's own: the account, reminders, tokens for other programs, the programmes one is in, and the way out.

import { absencesSection } from "./absences.js"
import { accountSections, endSection } from "./account.js"
import { consentSection, quotasSection, sessionsSection } from "./held.js"
import { get, patch, post, put, remove } from "./api.js"
import { lately, longDay } from "./dates.js"
import { announce, find, h } from "./dom.js"
import { asking, field, options, section, sureButton, toCopy } from "./forms.js"

const REMINDERS = {
  incomplete_week: "What my week still lacks, on its last working day at 16:00",
  unsubmitted_review: "A draft that is not submitted a day after it was due",
  waiting: "What has waited for me for more than three working days",
}
const MAILS = {
  draft_ready: "My review is drafted",
  submitted: "Somebody whom I mentor has submitted their review",
  sent_back: "My review was sent back",
  approved: "My review was approved",
  reminder: "Each reminder, also by mail",
  digest: "Who has submitted, once a week (mentors and leads)",
}
const LIVES = [["30", "for 30 days"], ["90", "for 90 days"], ["365", "for a year"], ["", "without end"]]

export function mineSections(me, again) {
  return [...accountSections(me, again), ...(me.programme ? [remindersSection(), mailsSection(), absencesSection(), consentSection()] : []), sessionsSection(), tokensSection(), quotasSection(), programmesSection(me), endSection()]
}

const remindersSection = () => switchesSection("My reminders", "/v1/me/reminders", REMINDERS)

/** Says so where this weeklog sends no mail. */
const mailsSection = () => switchesSection("My mails", "/v1/me/mail", MAILS, (wanted) => wanted.enabled ? "" : "This weeklog sends no mail: who runs it has set no mail server.")

/** Kinds of messages, each switched on or off by itself. */
function switchesSection(title, path, kinds, remark = () => "") {
  const fault = h("p", { class: "fault", role: "alert" })
  const said = h("p", { class: "quiet" })
  const list = h("div", { class: "checks-column" })
  const change = async ({ target }) => {
    fault.textContent = ""
    try {
      await patch(path, undefined, { [target.name]: target.checked })
      announce(target.checked ? "On" : "Off")
    } catch (error) {
      target.checked = !target.checked
      fault.textContent = error.message
    }
  }
  const show = (wanted) => {
    said.textContent = remark(wanted)
    list.replaceChildren(...Object.entries(kinds).map(([name, label]) => h("label", {}, h("input", { type: "checkbox", name, checked: wanted[name], onchange: change }), label)))
  }
  get(path).then(show, (error) => { fault.textContent = error.message })
  return section(title, said, list, fault)
}

function tokensSection() {
  const fault = h("p", { class: "fault", role: "alert" })
  const made = h("div", { class: "made", role: "status" })
  const list = h("ul", { class: "plain-list" })
  const complain = (text) => { fault.textContent = text }
  const load = async () => {
    try {
      const { items } = await get("/v1/tokens")
      list.replaceChildren(...items.map((one) => h("li", {}, h("span", {}, h("b", {}, one.name), h("small", {}, says(one))), sureButton({ label: "Delete", name: `Delete the token ${one.name}`, does: () => drop(one), complain }))))
    } catch (error) {
      complain(error.message)
    }
  }
  const drop = async (one) => {
    await remove(`/v1/tokens/${one.id}`)
    announce("Deleted")
    await load()
  }
  const make = async (data, form) => {
    const { token } = await post("/v1/tokens", { name: data.get("name"), scopes: data.get("scopes").split(" "), expires_in_days: data.get("days") ? Number(data.get("days")) : null })
    made.replaceChildren(h("p", {}, "Copy it now: it is shown this once."), toCopy("The token", token))
    form.reset()
    find("input", made).focus()
    await load()
  }
  load()
  return section("My tokens", h("p", { class: "quiet" }, "With a token, other programs work in your name: the ", h("code", {}, "weeklog"), " command, scripts, agents."), list,
    asking({ class: "settings" }, make,
      field("What it is for", h("input", { name: "name", required: true, maxlength: 200, placeholder: "laptop" })),
      h("div", { class: "pair" }, field("It may", h("select", { name: "scopes" }, options([["read write", "read and write"], ["read", "only read"]], "read write"))), field("Good", h("select", { name: "days" }, options(LIVES, "90")))),
      h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Make a token"))), made, fault)
}

const says = ({ scopes, expires_at: until, last_used_at: used }) => [scopes.length > 1 ? "reads and writes" : scopes.includes("write") ? "only writes" : "only reads", until ? `until ${longDay(until.slice(0, 10))}` : "without end", used ? `last used ${lately(used)}` : "not used yet"].join(" · ")

/** Another programme is another page: it is loaded anew. */
function programmesSection(me) {
  const fault = h("p", { class: "fault", role: "alert" })
  const list = h("ul", { class: "plain-list" })
  const complain = (text) => { fault.textContent = text }
  const anew = () => {
    location.hash = "#/"
    location.reload()
  }
  const change = (one) => async () => {
    try {
      await put("/v1/me/programme", { id: one.id })
      anew()
    } catch (error) {
      complain(error.message)
    }
  }
  const leave = async () => {
    await post("/v1/programme/leave")
    anew()
  }
  const item = (one) => h("li", {}, h("span", {}, h("b", {}, one.name), h("small", {}, [one.role, one.left_at && "you have left it", one.archived_at && "archived", one.active && (one.left_at ? "you read it now" : "you work in it now")].filter(Boolean).join(" · "))),
    one.active && one.left_at ? "" : one.active ? sureButton({ label: "Leave", name: `Leave ${one.name}`, sure: "Leave? What you wrote stays", does: leave, complain }) : h("button", { type: "button", class: "plain small", "aria-label": `${one.left_at ? "Read" : "Work in"} ${one.name}`, onclick: change(one) }, one.left_at ? "Read it" : "Work in it"))
  get("/v1/programmes").then(({ items }) => list.replaceChildren(...items.map(item)), (error) => complain(error.message))
  return section(me.programme ? "My programmes" : "Programmes", list, fault)
}
