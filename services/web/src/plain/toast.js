// One line at the foot of the page: what has just happened, and the way back while it is open.

import { find, h } from "./dom.js"

const STAYS = 12_000 // milliseconds; longer while it is pointed at or focused

/**
 * @param {string} text
 * @param {(() => Promise<void>) | null} undo
 *
 * `undo` is called at most once; what it throws is said in the same place.
 */
export function toast(text, undo = null) {
  let timer = null
  const leave = () => box.remove()
  const wait = () => { timer = setTimeout(leave, STAYS) }
  const back = async () => {
    try {
      await undo()
      leave()
    } catch (error) {
      box.replaceChildren(h("span", { class: "fault" }, error.message), close)
    }
  }
  const close = h("button", { type: "button", class: "plain small", onclick: leave }, "Close")
  const hold = () => clearTimeout(timer)
  const box = h("div", { class: "toast", role: "status", onmouseenter: hold, onfocusin: hold, onmouseleave: wait, onfocusout: wait },
    h("span", {}, text), undo ? h("button", { type: "button", class: "plain small", onclick: back }, "Undo") : close)
  find(".toast")?.remove()
  document.body.append(box)
  wait()
}
