// Who has submitted: members down, weeks across. Each cell opens that person's week.

import { get } from "./api.js"
import { lately, shortSpan } from "./dates.js"
import { h, many } from "./dom.js"
import { section } from "./forms.js"
import { address } from "./places.js"

const MARKS = { submitted: "✓", approved: "✓", published: "✓", drafted: "◐", pending: "◐", none: "" }
const SAID = { submitted: "submitted", approved: "approved", published: "published", drafted: "drafted, not submitted", pending: "being drafted", none: "no review yet" }

export async function submissionsSection(me) {
  const { weeks, items } = await get("/v1/programme/submissions")
  if (!items.length) return section("Who has submitted", h("p", { class: "quiet" }, "You follow nobody yet."))
  const current = weeks.find((week) => week.first_day <= me.today && me.today <= week.last_day)?.number
  const head = weeks.map((week) => h("th", { scope: "col", class: week.number === current ? "current" : null, title: shortSpan(week.first_day, week.last_day) }, String(week.number)))
  const table = h("table", { class: "submissions" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "unseen" }, "Person")), head)),
    h("tbody", {}, items.map(({ person, weeks: theirs }) => h("tr", {}, h("th", { scope: "row" }, person.name), theirs.map((one) => cell(one, person, me, weeks))))))
  const box = h("div", { class: "sideways", tabindex: 0, role: "region", "aria-label": "Who has submitted, by week" }, table)
  // The current week is what one comes for.
  requestAnimationFrame(() => { box.scrollLeft = (table.querySelector("th.current")?.offsetLeft ?? 0) - box.clientWidth / 2 })
  return section("Who has submitted", box, legend())
}

function cell(one, person, me, weeks) {
  const week = weeks.find(({ number }) => number === one.week)
  const ahead = week && week.first_day > me.today
  const late = one.late && !one.submitted_at ? ", late" : one.late ? ", late then" : ""
  const said = `${person.name}, week ${one.week}: ${ahead && one.state === "none" ? "ahead" : SAID[one.state]}${one.submitted_at ? ` ${lately(one.submitted_at)}` : ""}${late}, ${one.entries ? many(one.entries, "entry", "entries") : "no entries"}`
  const state = [one.state, late && "late", ahead && "ahead"].filter(Boolean).join(" ")
  return h("td", { class: state }, h("a", { href: address(`/week/${one.week}`, { person: person.id === me.person.id ? null : person.id }), "aria-label": said, title: said },
    h("span", { "aria-hidden": "true" }, MARKS[one.state] || (late ? "!" : "·")), one.entries ? h("small", { "aria-hidden": "true" }, String(one.entries)) : null))
}

const legend = () => h("p", { class: "legend small quiet" }, h("span", { class: "submitted" }, "✓"), " submitted ", h("span", { class: "drafted" }, "◐"), " drafted ", h("span", { class: "late" }, "!"), " late · small: entries")
