// When one is away: days or half days, with a reason.

import { get, post, remove } from "./api.js"
import { longDay } from "./dates.js"
import { announce, h } from "./dom.js"
import { asking, field, options, section, sureButton } from "./forms.js"

const REASONS = [["leave", "Leave"], ["sick", "Sick leave"], ["study", "Studies"], ["holiday", "A holiday"], ["travel", "Travel"], ["other", "Another reason"]]
const PARTS = [["day", "whole days"], ["morning", "mornings"], ["afternoon", "afternoons"]]

export function absencesSection() {
  const fault = h("p", { class: "fault", role: "alert" })
  const list = h("ul", { class: "plain-list" })
  const complain = (text) => { fault.textContent = text }
  const load = async () => {
    try {
      const { items } = await get("/v1/absences")
      list.replaceChildren(...items.map((one) => h("li", {}, h("span", {}, h("b", {}, days(one)), h("small", {}, says(one))), sureButton({ label: "Remove", name: `Remove the absence of ${days(one)}`, does: () => drop(one), complain }))))
    } catch (error) {
      complain(error.message)
    }
  }
  const drop = async (one) => {
    await remove(`/v1/absences/${one.id}`)
    announce("Removed")
    await load()
  }
  const add = async (data, form) => {
    complain("")
    await post("/v1/absences", { first_day: data.get("first"), last_day: data.get("last") || null, part: data.get("part"), reason: data.get("reason") })
    form.reset()
    announce("Recorded")
    await load()
  }
  load()
  return section("When I am away", h("p", { class: "quiet" }, "Days away are not missing, nobody reminds you on them, and a week away has no review."), list,
    asking({ class: "settings" }, add,
      h("div", { class: "pair" }, field("First day", h("input", { name: "first", type: "date", required: true })), field("Last day (empty: the same)", h("input", { name: "last", type: "date" }))),
      h("div", { class: "pair" }, field("Reason", h("select", { name: "reason" }, options(REASONS, "leave"))), field("Of each day", h("select", { name: "part" }, options(PARTS, "day")))),
      h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Record it"))), fault)
}

const days = (one) => (one.first_day === one.last_day ? longDay(one.first_day) : `${longDay(one.first_day)} to ${longDay(one.last_day)}`)
const says = (one) => `${Object.fromEntries(REASONS)[one.reason]}, ${Object.fromEntries(PARTS)[one.part]}`
