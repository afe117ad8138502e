// A small dialog that is made for one purpose and forgotten when it is closed.

import { h, icon } from "./dom.js"

export function openPanel(title, ...content) {
  const close = h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => panel.close() }, icon("close"))
  const panel = h("dialog", { class: "panel", "aria-label": title, onclose: () => panel.remove(), onclick: (event) => event.target === panel && panel.close() },
    h("div", { class: "section-head" }, h("h2", {}, title), close), ...content)
  document.body.append(panel)
  panel.showModal()
  return panel
}
