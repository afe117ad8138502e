// Which entries of the week show that an objective was met, or prove an achievement.

import { shortDay } from "./dates.js"
import { h } from "./dom.js"
import { openPanel } from "./panel.js"

/** `chosen(ids)` is called when it is saved. Entries of other weeks that were named stay named. */
export function chooseEvidence(item, entries, chosen) {
  const boxes = entries.map((entry) => h("input", { type: "checkbox", value: entry.id, checked: item.evidence.includes(entry.id) }))
  const elsewhere = item.evidence.filter((id) => !entries.some((entry) => entry.id === id))
  const save = async (event) => {
    event.preventDefault()
    panel.close()
    await chosen([...elsewhere, ...boxes.filter((box) => box.checked).map((box) => box.value)])
  }
  const line = (entry, index) => h("li", {}, h("label", { class: "check" }, boxes[index], h("span", {}, entry.text), h("small", {}, shortDay(entry.start_on))))
  const panel = openPanel("What shows it", h("p", { class: "quiet" }, item.text),
    h("form", { class: "checklist", onsubmit: save }, entries.length ? h("ul", {}, entries.map(line)) : h("p", { class: "quiet" }, "This week has no entries yet."), h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Save"))))
}
