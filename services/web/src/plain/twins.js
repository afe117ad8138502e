// One week in two languages: where the renderings differ, side by side.

import { get } from "./api.js"
import { h } from "./dom.js"

const FIELDS = { start: "Start", end: "End", resources: "Resources", rows: "Rows", objectives: "Objectives", achievements: "Achievements", week: "Week" }

export async function twinsSection(pages) {
  const languages = new Map()
  for (const page of pages) languages.set(page.week, (languages.get(page.week) ?? new Set()).add(page.language))
  const weeks = Array.from(languages).filter(([, spoken]) => spoken.size > 1).map(([week]) => week).sort((one, other) => one - other)
  const found = await Promise.all(weeks.map(async (week) => [week, (await get(`/v1/weeks/${week}/twins`)).items]))
  const drifting = found.filter(([, items]) => items.length)
  if (!weeks.length) return null
  return h("section", { class: "twins", "aria-labelledby": "twins-title" },
    h("div", { class: "section-head" }, h("h2", { id: "twins-title" }, "Two languages, one week")),
    drifting.length ? drifting.map(([week, items]) => table(week, items)) : h("p", { class: "quiet" }, "Both languages of every week say the same."))
}

function table(week, items) {
  const head = h("tr", {}, h("th", { scope: "col" }, h("span", { class: "unseen" }, "What differs")), ["left", "right"].map((side) => h("th", { scope: "col", title: items[0][side].path }, h("code", {}, items[0][side].path.split("/").at(-1)))))
  return h("div", { class: "drift", tabindex: 0, role: "region", "aria-label": `Week ${week}` },
    h("table", {}, h("caption", {}, h("a", { href: `#/week/${week}` }, `Week ${week}`)), h("thead", {}, head), h("tbody", {}, items.map(row))))
}

function row(one) {
  return h("tr", {}, h("th", { scope: "row", title: one.message }, FIELDS[one.kind] ?? one.kind, Number.isInteger(one.row) ? h("small", {}, `row ${one.row + 1}`) : null), [one.left, one.right].map(cell))
}

function cell({ value, line }) {
  return h("td", {}, value ? h("span", { class: "value" }, value) : h("span", { class: "quiet" }, "nothing"), line ? h("small", {}, `line ${line}`) : null)
}
