// Who is in the programme. Its lead gives roles and mentors, and removes.

import { patch, put, remove, send } from "./api.js"
import { lately } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { asking, section, sureButton, toCopy } from "./forms.js"
import { address } from "./places.js"

const ROLES = ["member", "mentor", "lead"]

export function membersSection(members, { me, lead, again }) {
  const here = members.filter((one) => !one.left_at)
  const gone = members.filter((one) => one.left_at)
  const row = (one) => new MemberRow(one, here, { me, lead, again }).element
  return section("People", h("p", { class: "quiet small" }, counted(here)), h("ul", { class: "roster" }, here.map(row)),
    gone.length ? h("details", { class: "gone" }, h("summary", {}, `${many(gone.length, "person", "people")} left`), h("ul", { class: "roster" }, gone.map((one) => h("li", { class: "person" }, h("div", { class: "who" }, h("b", {}, one.name), h("small", {}, `${one.role}, left ${lately(one.left_at)}`)))))) : null)
}

const counted = (members) => ROLES.map((role) => [role, members.filter((one) => one.role === role).length]).filter(([, count]) => count).map(([role, count]) => many(count, role)).join(" · ")

// What was refused last, by person: the list is drawn anew whenever something changes elsewhere.
const faults = new Map()

class MemberRow {
  constructor(member, all, { me, lead, again }) {
    Object.assign(this, { member, all, lead, again })
    this.self = member.person_id === me.person.id
    this.follows = me.programme.role === "lead" || member.mentors.includes(me.person.id)
    this.element = h("li", { class: "person" })
    this.#draw()
  }

  #complain(text) {
    faults.set(this.member.person_id, text)
    this.fault.textContent = text
  }

  #draw() {
    const { member } = this
    const mentors = member.mentors.map((id) => this.all.find((one) => one.person_id === id)?.name).filter(Boolean)
    const name = this.follows && !this.self ? h("a", { href: address("/", { person: member.person_id }), title: "Their worklog" }, member.name) : member.name
    this.fault = h("p", { class: "fault", role: "alert" }, faults.get(member.person_id) ?? "")
    this.element.replaceChildren(
      h("div", { class: "who" }, h("b", {}, name, this.self ? h("span", { class: "quiet" }, " (you)") : null), member.email ? h("small", {}, member.email) : null),
      h("div", { class: "mentored" }, member.role === "member" || mentors.length ? (mentors.length ? `Mentored by ${mentors.join(", ")}` : h("span", { class: "quiet" }, "No mentor")) : null),
      this.lead ? this.#controls() : h("span", { class: "role" }, member.role), this.fault)
  }

  #controls() {
    const { member } = this
    const complain = (text) => this.#complain(text)
    const change = async ({ target }) => {
      complain("")
      try {
        const { unmentored } = await patch(`/v1/programme/members/${member.person_id}`, undefined, { role: target.value })
        if (this.self) return location.reload() // one may do other things now, all over the page
        const without = this.all.filter((one) => unmentored.includes(one.person_id)).map((one) => one.name)
        announce([`${member.name} is ${target.value} now`, without.length && `and mentors ${without.join(", ")} no more: give them another mentor`].filter(Boolean).join(" "))
        await this.again()
      } catch (error) {
        target.value = member.role
        complain(error.message)
      }
    }
    const drop = async () => {
      await remove(`/v1/programme/members/${member.person_id}`)
      announce(`${member.name} was removed`)
      await this.again()
    }
    return h("div", { class: "controls" },
      h("select", { "aria-label": `Role of ${member.name}`, disabled: member.founder, title: member.founder ? "Began the programme: hands it over with `weeklog programme hand-over`" : null, onchange: change }, ROLES.map((role) => h("option", { value: role, selected: role === member.role }, role))),
      h("button", { type: "button", class: "plain small", "aria-label": `Mentors of ${member.name}`, onclick: () => this.#chooseMentors() }, "Mentors"),
      this.self ? null : h("button", { type: "button", class: "plain small", "aria-label": `Password link for ${member.name}`, onclick: () => this.#makeLink() }, "Password link"),
      this.self || member.founder ? null : sureButton({ label: "Remove", name: `Remove ${member.name}`, does: drop, complain }))
  }

  /** For who has lost their password. */
  async #makeLink() {
    const { member } = this
    this.#complain("")
    try {
      const { url } = await send(`/v1/programme/members/${member.person_id}/password-link`)
      const made = h("div", { class: "made", role: "status" }, h("p", {}, `For ${member.name} alone: whoever opens it chooses the password. Good for a day and for once; it is shown this once.`), toCopy(`The password link for ${member.name}`, url))
      find(".made", this.element)?.remove()
      this.element.append(made)
      find("input", made).focus()
    } catch (error) {
      this.#complain(error.message)
    }
  }

  #chooseMentors() {
    const { member } = this
    const able = this.all.filter((one) => one.role !== "member" && one.person_id !== member.person_id)
    const save = async (data) => {
      await put(`/v1/programme/members/${member.person_id}/mentors`, { mentors: data.getAll("mentor") })
      announce("Saved")
      await this.again()
    }
    const form = asking({ class: "choose-mentors" }, save,
      h("fieldset", { class: "checks-line" }, h("legend", {}, `Who mentors ${member.name}?`),
        able.length ? able.map((one) => h("label", {}, h("input", { type: "checkbox", name: "mentor", value: one.person_id, checked: member.mentors.includes(one.person_id) }), one.name)) : h("p", { class: "quiet" }, "Nobody is a mentor yet: give somebody that role first.")),
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary small" }, "Save"), h("button", { type: "button", class: "plain small", onclick: () => this.#draw() }, "Cancel")))
    find(".choose-mentors", this.element)?.remove()
    this.element.append(form)
    find("input, button", form).focus()
  }
}
