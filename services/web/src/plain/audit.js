// What was changed about the programme and its people: of a lead everything, of others what concerns them.

import { get } from "./api.js"
import { lately } from "./dates.js"
import { h } from "./dom.js"
import { section } from "./forms.js"

export function auditSection({ lead }) {
  const list = h("ul", { class: "plain-list" })
  const more = h("button", { type: "button", class: "plain small" }, "Earlier")
  const fault = h("p", { class: "fault", role: "alert" })
  let cursor
  const load = async () => {
    fault.textContent = ""
    try {
      const { items, next_cursor } = await get(`/v1/audit?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`)
      cursor = next_cursor
      list.append(...items.map((one) => h("li", {}, one.text, " ", h("small", { class: "quiet" }, h("time", { datetime: one.at }, lately(one.at))))))
      if (!list.children.length) list.append(h("li", { class: "quiet" }, "Nothing was changed yet."))
      more.hidden = !cursor
    } catch (error) {
      fault.textContent = error.message
    }
  }
  more.addEventListener("click", load)
  more.hidden = true
  let opened = false
  const lines = h("details", { ontoggle: ({ target }) => { if (target.open && !opened) { opened = true; load() } } },
    h("summary", {}, lead ? "What was changed, by whom" : "What was changed about you"), list, fault, more)
  return section("Changes", lines)
}
