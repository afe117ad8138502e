// The chat is a column on wide screens and a drawer on the others.

import { find } from "./dom.js"

const NARROW = matchMedia("(max-width: 1180px)")

export function openDrawer() {
  document.body.classList.add("chatting")
  find("#chat").inert = false
}

export function closeDrawer() {
  const was = document.body.classList.contains("chatting")
  document.body.classList.remove("chatting")
  find("#chat").inert = NARROW.matches
  if (was) find("#open-chat").focus({ preventScroll: true })
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && NARROW.matches && !find("dialog[open]")) closeDrawer()
})
NARROW.addEventListener("change", closeDrawer)
closeDrawer()
