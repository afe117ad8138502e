// The head of a week: which one, whose, the way to its neighbours and out of the house. And what stands there instead.

import { ApiError } from "./api.js"
import { span } from "./dates.js"
import { h, icon } from "./dom.js"
import { openExport } from "./exporting.js"
import { address } from "./places.js"

export function heading({ week, person, name, days, exists }) {
  const step = (by, shape, label) => exists(week.number + by) && h("a", { class: "step", href: address(`/week/${week.number + by}`, { person }), "aria-label": label, title: `${label} (${by < 0 ? "←" : "→"})` }, icon(shape))
  const when = span(week.first_day, week.last_day)
  return h("header", { class: "week-head" },
    h("div", {}, h("p", { class: "eyebrow" }, person ? `${name} · ${when}` : when), h("h1", {}, `Week ${week.number}`), days.summary),
    h("div", { class: "week-tools" },
      h("button", { type: "button", class: "plain small", onclick: () => openExport(week, person) }, icon("download"), "Export"),
      h("span", { class: "steps" }, step(-1, "previous", "Previous week"), step(1, "next", "Next week"))))
}

export function failure(view, error) {
  const missing = error instanceof ApiError && error.status === 404 && !view.person
  return h("div", { class: "empty" },
    h("p", {}, missing ? `The programme has no week ${view.number}.` : error.message),
    missing ? h("p", {}, h("a", { href: "#/" }, "To the current week")) : h("button", { type: "button", onclick: () => view.show(view.number, { person: view.person }) }, "Try again"))
}
