// What is unfinished in earlier weeks, and the one button that brings it here; and the week before as a pattern.

import { post } from "./api.js"
import { h, many } from "./dom.js"
import { toast } from "./toast.js"

const ORDINALS = ["", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]

/** "third week", as a mark; with the way to where it came from. */
export function weeksOpen(count, href = null) {
  const words = `${ORDINALS[count] ?? `${count}th`} week`
  return href ? h("a", { class: "weeks-open", href, title: "Where it was before" }, words) : h("span", { class: "weeks-open" }, words)
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
