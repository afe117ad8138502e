// What language models used this month, by person, and how much they may.

import { get, put } from "./api.js"
import { announce, h } from "./dom.js"
import { asking, field, section } from "./forms.js"

const number = (count) => count.toLocaleString("en-GB")

export function usageSection() {
  const body = h("div", { class: "usage" })
  const load = async () => {
    try {
      const { items, limits } = await get("/v1/programme/usage")
      body.replaceChildren(items.length ? table(items) : h("p", { class: "quiet" }, "No language model was asked this month."), limitsForm(limits))
    } catch (error) {
      body.replaceChildren(h("p", { class: "fault" }, error.message))
    }
  }
  load()
  return section("Usage this month", body)
}

function table(items) {
  const line = (one) => h("tr", {}, h("th", { scope: "row" }, one.name), h("td", { class: "model" }, one.model), h("td", {}, number(one.replies)), h("td", {}, number(one.input_tokens + one.output_tokens)), h("td", {}, one.cost === null ? "–" : `$${Number(one.cost).toFixed(2)}`))
  return h("table", { class: "figures" },
    h("thead", {}, h("tr", {}, ["Person", "Model", "Answers", "Tokens", "Cost"].map((name) => h("th", { scope: "col", class: name === "Model" ? "model" : null }, name)))),
    h("tbody", {}, items.map(line)))
}

function limitsForm(limits) {
  const amount = (data, name) => (data.get(name) ? Number(data.get(name)) : null)
  const save = async (data) => {
    await put("/v1/programme/usage/limits", { tokens_per_person_day: amount(data, "day"), tokens_per_month: amount(data, "month") })
    announce("Saved")
    said.textContent = "Saved."
  }
  const said = h("span", { class: "quiet small", role: "status" })
  const limit = (label, name, value) => field(label, h("input", { type: "number", name, min: 0, step: 1, value, placeholder: "no limit" }))
  return asking({ class: "settings" }, save, limit("Tokens a person may use in a day", "day", limits.tokens_per_person_day), limit("Tokens of the programme in a month", "month", limits.tokens_per_month),
    h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Save limits"), said))
}
