// Getting out what is in: a week or any range as a file, the week's page, the whole account.

import { h } from "./dom.js"
import { openPanel } from "./panel.js"

const FORMATS = [["xlsx", "Excel"], ["csv", "CSV"], ["json", "JSON"], ["md", "Markdown table"]]

export function openExport(week, person = null) {
  const from = h("input", { type: "date", name: "from", value: week.first_day, required: true, onchange: () => draw() })
  const to = h("input", { type: "date", name: "to", value: week.last_day, required: true, onchange: () => draw() })
  const links = FORMATS.map(([, label]) => h("a", { class: "button", download: "" }, label))
  const fault = h("p", { class: "fault", role: "alert" })
  const draw = () => {
    fault.textContent = from.value && to.value && from.value <= to.value ? "" : "The last day must not be before the first."
    links.forEach((link, index) => {
      link.href = `/v1/export?${new URLSearchParams({ format: FORMATS[index][0], from: from.value, to: to.value, ...(person ? { person } : {}) })}`
      link.inert = fault.textContent !== ""
    })
  }
  draw()
  const page = (language, name) => h("a", { class: "button", href: `/v1/weeks/${week.number}/page?lang=${language}`, download: `week-${week.number}${language === "vi" ? ".vi" : ""}.md` }, name)
  openPanel("Export",
    h("h3", {}, "Entries, one a row"),
    h("div", { class: "range" }, h("label", {}, "From", from), h("label", {}, "To", to)), fault,
    h("div", { class: "buttons" }, links),
    person ? null : h("h3", {}, `The page of week ${week.number}`),
    person ? null : h("div", { class: "buttons" }, page("en", "In English"), page("vi", "In Vietnamese")),
    person ? null : h("h3", {}, "Everything"),
    person ? null : h("p", { class: "quiet small" }, h("a", { href: "/v1/account/export", download: "" }, "Your account as a .zip"), ": all weeks, files and conversations. It can be brought into any other weeklog."))
}
