// What became of an entry: who changed what, and when.

import { get } from "./api.js"
import { moment, shortDay } from "./dates.js"
import { h } from "./dom.js"
import { openPanel } from "./panel.js"

const NAMES = { start_on: "Day", end_on: "Until", day: "Day's name", blocked_since: "Blocked since", carried_to: "Carried on", carried_from: "Carried from" }
const DAYS = new Set(["start_on", "end_on", "blocked_since"])

export async function openHistory(entry, members) {
  const list = h("ol", { class: "history" }, h("li", { class: "quiet" }, "…"))
  openPanel("History", list)
  try {
    const { items } = await get(`/v1/entries/${entry.id}/history`)
    list.replaceChildren(...(await Promise.all(items.map((one) => change(one, members)))))
  } catch (error) {
    list.replaceChildren(h("li", { class: "fault" }, error.message))
  }
}

async function change(one, members) {
  const by = one.by ? await members.name(one.by) : "weeklog"
  // Of the first version everything is new: its words say enough.
  const fields = Object.entries(one.fields).filter(([name]) => one.change === "edited" || one.change === "carried" || name === "text")
  return h("li", {}, h("p", {}, h("b", {}, one.change), ` by ${by}`, h("small", {}, moment(one.at))),
    fields.length ? h("dl", {}, fields.flatMap(([name, { before, after }]) => [h("dt", {}, NAMES[name] ?? name), h("dd", {}, said(before) ? [h("del", {}, shown(name, before)), " → "] : null, h("ins", {}, said(after) ? shown(name, after) : "nothing"))])) : null)
}

const said = (value) => value !== null && value !== "" && !(Array.isArray(value) && !value.length)

function shown(name, value) {
  if (DAYS.has(name)) return shortDay(value)
  if (name.startsWith("carried")) return "another week"
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? `#${one}` : one.title || one.url)).join(", ")
  return String(value)
}
