// The programme: what it is, who is in it, and, for its lead, what it is run with.

import { auditSection } from "./audit.js"
import { get, patch, post } from "./api.js"
import { shortDay, span } from "./dates.js"
import { announce, find, h, many } from "./dom.js"
import { asking, field, options, section, sureButton } from "./forms.js"
import { invitationsSection } from "./invite.js"
import { mineSections } from "./mine.js"
import { modelSection } from "./model.js"
import { membersSection } from "./roster.js"
import { usageSection } from "./usage.js"

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
const short = (time) => time.slice(0, 5)

export class PeopleView {
  constructor({ me }) {
    this.me = me
    this.root = find("#people")
  }

  async show() {
    document.title = "Programme · weeklog"
    this.root.classList.add("loading")
    try {
      if (this.me.programme?.left_at) this.#drawLeft()
      else if (this.me.programme) await this.#draw()
      else this.#drawWithout()
    } catch (error) {
      this.root.replaceChildren(h("div", { class: "empty" }, h("h1", {}, "Programme"), h("p", {}, error.message), h("button", { type: "button", onclick: () => this.show() }, "Try again")))
    } finally {
      this.root.classList.remove("loading")
    }
  }

  /** Everything is fetched again: what a lead changes here touches many parts at once. */
  async #draw() {
    const [programme, { items: members }] = await Promise.all([get("/v1/programme"), get("/v1/programme/members")])
    const lead = programme.role === "lead"
    const again = () => this.show()
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Programme"), h("h1", {}, programme.name), h("p", { class: "summary" }, summary(programme)))),
      programme.archived_at ? h("p", { class: "notice-line" }, "This programme is archived: it is read and exported, not changed.") : null ?? "",
      this.#about(programme, lead),
      membersSection(members, { me: this.me, lead, again }),
      ...(lead ? [invitationsSection(members), usageSection(), modelSection()] : []),
      auditSection({ lead }),
      ...mineSections(this.me, again),
      ...(lead ? [archiveSection(programme, again)] : []))
  }

  #drawLeft() {
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Programme"), h("h1", {}, this.me.programme.name))),
      h("p", { class: "notice-line" }, "You have left this programme: what you wrote in it can be read and exported, not changed."),
      h("p", {}, "Open an invitation link to join one, or begin one with ", h("code", {}, "weeklog programme create"), "."), ...mineSections(this.me))
  }

  #drawWithout() {
    this.root.replaceChildren(
      h("header", { class: "week-head" }, h("div", {}, h("p", { class: "eyebrow" }, "Programme"), h("h1", {}, "None yet"))),
      h("p", {}, "Open an invitation link to join one, or begin one with ", h("code", {}, "weeklog programme create"), "."), ...mineSections(this.me, () => this.show()))
  }

  #about(programme, lead) {
    const fact = (name, ...value) => [h("dt", {}, name), h("dd", {}, ...value)]
    const part = section("About",
      h("dl", { class: "facts" },
        fact("Time zone", programme.zone),
        fact("Reviews", `drafted on ${WEEKDAYS[programme.review_weekday]}s at ${short(programme.review_at)}, on each person's own clock`),
        fact("Days off", programme.days_off.map((day) => WEEKDAYS[day]).join(", ") || "none"),
        fact("Holidays", programme.holidays.map(shortDay).join(" · ") || "none"),
        fact("No reminders", `from ${short(programme.quiet_from)} to ${short(programme.quiet_until)}`)))
    if (lead && !programme.archived_at) find("h2", part).after(h("button", { type: "button", class: "plain small", "aria-label": "Edit the programme", onclick: () => part.replaceWith(this.#edit(programme)) }, "Edit"))
    return part
  }

  #edit(programme) {
    const save = async (data) => {
      const holidays = data.get("holidays").split(/[\s,]+/).filter(Boolean)
      await patch("/v1/programme", undefined, { ...Object.fromEntries(["name", "zone", "review_at", "quiet_from", "quiet_until"].map((name) => [name, data.get(name)])), review_weekday: Number(data.get("review_weekday")), days_off: data.getAll("days_off").map(Number), holidays })
      announce("Saved")
      await this.show()
    }
    const time = (label, name) => field(label, h("input", { type: "time", name, required: true, value: short(programme[name]) }))
    const form = asking({ class: "settings" }, save,
      field("Name", h("input", { name: "name", required: true, maxlength: 200, value: programme.name })),
      field("Time zone", h("input", { name: "zone", required: true, value: programme.zone })),
      field("Reviews are drafted on", h("select", { name: "review_weekday" }, options(WEEKDAYS.map((day, index) => [index, day]), programme.review_weekday))),
      time("at", "review_at"), time("No reminders from", "quiet_from"), time("until", "quiet_until"),
      h("fieldset", { class: "wide checks-line" }, h("legend", {}, "Days off"), WEEKDAYS.map((day, index) => h("label", {}, h("input", { type: "checkbox", name: "days_off", value: index, checked: programme.days_off.includes(index) }), day.slice(0, 3)))),
      h("div", { class: "wide" }, field("Holidays, as 2026-10-05", Object.assign(h("textarea", { name: "holidays", rows: 2 }), { value: programme.holidays.join(" ") }))),
      h("div", { class: "buttons wide" }, h("button", { type: "submit", class: "primary" }, "Save"), h("button", { type: "button", class: "plain", onclick: () => part.replaceWith(this.#about(programme, true)) }, "Cancel")))
    const part = section("About", form)
    setTimeout(() => find("input", form).focus())
    return part
  }
}

function summary({ weeks }) {
  if (!weeks.length) return "No weeks yet"
  return `${span(weeks[0].first_day, weeks.at(-1).last_day)} · ${many(weeks.length, "week")}`
}

function archiveSection(programme, again) {
  const fault = h("p", { class: "fault", role: "alert" })
  const complain = (text) => { fault.textContent = text }
  const does = (how) => async () => {
    await post(`/v1/programme/${how}`)
    await again()
  }
  return programme.archived_at
    ? section("Archive", h("p", { class: "quiet" }, "Worked in again, it can be changed as before."), h("div", { class: "buttons" }, sureButton({ label: "Open it again", does: does("unarchive"), complain })), fault)
    : section("Archive", h("p", { class: "quiet" }, "An archived programme is read and exported, and nothing in it is changed, until it is opened again."), h("div", { class: "buttons" }, sureButton({ label: "Archive the programme", does: does("archive"), complain })), fault)
}
