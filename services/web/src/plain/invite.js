// Links that bring people in. Each is shown once: only a hash of its secret is stored.

import { get, post, remove } from "./api.js"
import { longDay } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { asking, field, options, section, sureButton, toCopy } from "./forms.js"

export function invitationsSection(members) {
  const fault = h("p", { class: "fault", role: "alert" })
  const made = h("div", { class: "made", role: "status" })
  const open = h("ul", { class: "plain-list" })
  const complain = (text) => { fault.textContent = text }
  const names = new Map(members.map((one) => [one.person_id, one.name]))
  const mentors = members.filter((one) => !one.left_at && one.role !== "member")

  const load = async () => {
    try {
      const { items } = await get("/v1/programme/invitations")
      open.replaceChildren(...items.map((one) => h("li", {}, h("span", {}, says(one, names)), sureButton({ label: "Take back", name: `Take back the link for a ${one.role}`, does: () => drop(one), complain }))))
    } catch (error) {
      complain(error.message)
    }
  }
  const drop = async (one) => {
    await remove(`/v1/programme/invitations/${one.id}`)
    announce("Taken back")
    await load()
  }
  const invite = async (data) => {
    const { url, expires_at: until } = await post("/v1/programme/invitations", { role: data.get("role"), email: data.get("email") || null, mentor_id: data.get("mentor") || null, uses: Number(data.get("uses")), days: Number(data.get("days")) })
    made.replaceChildren(h("p", {}, `The link is good until ${longDay(until.slice(0, 10))}. Copy it now: it is shown this once.`), toCopy("The invitation link", url))
    find("input", made).focus()
    await load()
  }
  const form = asking({ class: "settings" }, invite,
    field("As", h("select", { name: "role" }, options([["member", "member"], ["mentor", "mentor"], ["lead", "lead"]], "member"))),
    field("Mentored by", h("select", { name: "mentor" }, options([["", "nobody yet"], ...mentors.map((one) => [one.person_id, one.name])], ""))),
    field("Only for this address (optional)", h("input", { type: "email", name: "email", autocomplete: "off" })),
    h("div", { class: "pair" }, field("People", h("input", { type: "number", name: "uses", value: 1, min: 1, max: 500, required: true })), field("Days", h("input", { type: "number", name: "days", value: 7, min: 1, max: 90, required: true }))),
    h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Make a link")))
  load()
  return section("Invite", form, made, open, fault)
}

function says(one, names) {
  const mentor = names.get(one.mentor_id)
  return [`A ${one.role}`, one.email && `for ${one.email}`, mentor && `mentored by ${mentor}`, `${many(one.uses_left, "use")} left`, `until ${longDay(one.expires_at.slice(0, 10))}`].filter(Boolean).join(" · ")
}
