// Every shortcut, once: what is listed is what is wired. A shortcut is `{key, shown?, ctrl?, what, does}`.

import { find, h, icon } from "./dom.js"

/** `ready()` says whether somebody is signed in. Keys that are typed into a field are the field's. */
export function wireShortcuts(shortcuts, ready) {
  const help = find("#help")
  help.append(
    h("div", { class: "section-head" }, h("h2", { id: "help-title" }, "Keyboard"), h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => help.close() }, icon("close"))),
    h("dl", { class: "keys" }, shortcuts.flatMap(({ key, shown, what }) => [h("dt", {}, h("kbd", {}, shown ?? key)), h("dd", {}, what)])))
  addEventListener("keydown", (event) => {
    if (!ready() || event.altKey || find("dialog[open]")) return
    const ctrl = event.ctrlKey || event.metaKey
    if (!ctrl && event.target.closest("input, textarea, select, [contenteditable]")) return
    const shortcut = shortcuts.find((one) => one.does && one.key === event.key && Boolean(one.ctrl) === ctrl)
    if (!shortcut) return
    event.preventDefault()
    shortcut.does()
  })
}
