// What is unfinished in earlier weeks, and the one button that brings it here; and the week before as a pattern.

import { plain } from "../ui/markdown.ts"
import { post } from "./api.js"
import { announce, h, many } from "./dom.js"
import { toast } from "./toast.js"

const ORDINALS = ["", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]

/** "third week", as a mark; with the way to where it came from. */
export function weeksOpen(count, href = null) {
  const words = `${ORDINALS[count] ?? `${count}th`} week`
  return href ? h("a", { class: "weeks-open", href, title: "Where it was before" }, words) : h("span", { class: "weeks-open" }, words)
}

/** An empty box that fills itself when there is something to carry. `carried()` fetches the week again. */
export function carryOffer(week, { carried }) {
  const box = h("div", { class: "offers" })
  const entries = (body) => post(`/v1/weeks/${week.number}/carry-over`, body)
  const objectives = (body) => post(`/v1/weeks/${week.number}/objectives/carry`, body)
  const look = async () => {
    const [open, unmet] = await Promise.all([entries({ dry_run: true }), objectives({ dry_run: true })])
    const older = open.still_open.length ? (await entries({ all: true, dry_run: true })).items : []
    box.replaceChildren(
      ...open.still_open.flatMap(({ week: from_week }) => {
        const items = older.filter(({ source }) => source.week === from_week)
        return offer({ items, from_week }, "unfinished entry", "unfinished entries", items.map(({ source }) => source.text), () => act((body) => entries({ ...body, from_week })))
      }),
      ...offer(open, "unfinished entry", "unfinished entries", open.items.map(({ source }) => source.text), () => act(entries)),
      ...offer(unmet, "objective that was not met", "objectives that were not met", unmet.items.map(({ text }) => text), () => act(objectives)))
  }
  const act = async (carry) => {
    const { items, from_week } = await carry({})
    announce(`${many(items.length, "line")} carried over from week ${from_week}`)
    await carried()
    await look()
  }
  look().catch(() => {}) // an offer, not a promise
  return box
}

function offer({ items, from_week }, one, more, texts, act) {
  if (!items.length) return []
  const fault = h("p", { class: "fault", role: "alert" })
  const button = h("button", { type: "button", onclick: async () => {
    button.disabled = true
    await act().catch((error) => {
      fault.textContent = error.message
      button.disabled = false
    })
  } }, "Carry over")
  return [h("section", { class: "offer", "aria-label": `Week ${from_week} left ${many(items.length, one, more)}` },
    h("div", { class: "offer-head" }, h("p", {}, `Week ${from_week} left `, h("b", {}, many(items.length, one, more)), "."), button),
    h("ul", {}, texts.map((text) => h("li", { class: "text" }, plain(text).words.split("\n")[0]))), fault)]
}

/** Says what would come before it comes. */
export function copyButton(week, from, { copied }) {
  const send = (dry_run) => post(`/v1/weeks/${week.number}/copy`, { from, dry_run })
  const say = (error) => toast(error.message)
  const copy = async () => {
    const { items } = await send(false)
    toast(`${many(items.length, "entry", "entries")} of week ${from} stand here as planned.`)
    await copied()
  }
  const ask = async () => {
    const { items } = await send(true)
    if (!items.length) return toast(`Week ${from} has nothing that does not stand here already.`)
    const sure = h("button", { type: "button", class: "small", onclick: () => copy().catch(say), onblur: () => sure.replaceWith(button) }, `Copy ${many(items.length, "entry", "entries")} as planned`)
    button.replaceWith(sure)
    sure.focus()
  }
  const button = h("button", { type: "button", class: "plain small", onclick: () => ask().catch(say) }, `Copy week ${from}`)
  return button
}
