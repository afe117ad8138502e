// Elements from text: strings become text nodes, never markup. That is the page's one rule about people's words.

import { SHAPES } from "../ui/icons.ts"

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, "")
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value))
  }
  if (takesText(tag, attributes)) element.dir = "auto" // each text by its own first letter
  fill(element, ...children)
  return element
}

const takesText = (tag, { type = "text", class: name = "" }) =>
  tag === "textarea" || (tag === "input" && ["text", "search"].includes(type)) || / (?:text|hit-text|meta) /.test(` ${name} `)

/** Replaces what stands in an element; what is not there (null, false) leaves no trace. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false))
}

export const find = (selector, within = document) => within.querySelector(selector)

/** Redraws, and the focus stays where it was: on what stands now for what had it. */
export function keepingFocus(root, redraw) {
  const focused = document.activeElement
  const row = root.contains(focused) ? focused.closest("[data-id]") : null
  redraw()
  if (document.activeElement === focused) return
  if (focused?.isConnected) return focused.focus({ preventScroll: true })
  const again = row && find(`[data-id="${CSS.escape(row.dataset.id)}"]`, root)
  const label = focused?.getAttribute("aria-label")
  const same = focused === row ? again : again && Array.from(again.querySelectorAll(focused.tagName)).find((one) => one.getAttribute("aria-label") === label)
  same?.focus({ preventScroll: true })
}

/** Puts these in this order and touches none that stands right already: who writes in it, also letter by letter, goes on. */
export function arrange(root, parts) {
  for (const child of Array.from(root.childNodes)) if (!parts.includes(child)) child.remove()
  parts.forEach((part, index) => part === root.childNodes[index] || root.insertBefore(part, root.childNodes[index] ?? null))
}

export { announce } from "../core/announce.svelte.ts"

/** Icons are drawn here, so that no request and no font is needed for them. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", "0 0 20 20")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("class", "icon")
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  path.setAttribute("d", SHAPES[name])
  svg.append(path)
  return svg
}

/** Code spans, as weeklog's own questions and findings are written; everything else is text. */
export function words(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part))
}

export const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`
