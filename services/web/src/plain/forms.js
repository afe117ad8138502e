// The few controls of settings: a form that says its own trouble, a button that asks twice, a line to copy.

import { h } from "./dom.js"

/** `does(data, form)` is a promise. While it is on its way the form waits; what it refuses is said in the form, and what was typed stays. */
export function asking(attributes, does, ...children) {
  const fault = h("p", { class: "fault", role: "alert" })
  const submit = async (event) => {
    event.preventDefault()
    const buttons = form.querySelectorAll("button")
    fault.textContent = ""
    for (const button of buttons) button.disabled = true
    try {
      await does(new FormData(form), form)
    } catch (error) {
      fault.textContent = error.message
    } finally {
      for (const button of buttons) button.disabled = false
    }
  }
  const form = h("form", { ...attributes, onsubmit: submit }, ...children, fault)
  return form
}

/** Asks in place; leaving the button is a no. What `does()` refuses is said by `complain(text)`. */
export function sureButton({ label, name = label, sure = `${label}?`, does, complain }) {
  const button = h("button", { type: "button", class: "plain small", "aria-label": name, onclick: () => {
    const confirm = h("button", { type: "button", class: "plain small sure", onblur: () => confirm.replaceWith(button), onclick: async () => {
      complain("")
      try {
        await does()
      } catch (error) {
        complain(error.message)
      }
    } }, sure)
    button.replaceWith(confirm)
    confirm.focus()
  } }, label)
  return button
}

/** What is shown this once, with a button that copies it. */
export function toCopy(label, text) {
  const field = h("input", { readonly: true, value: text, "aria-label": label, onfocus: (event) => event.target.select() })
  const copy = async (event) => {
    const button = event.currentTarget
    await navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied" }, () => { field.focus() })
    setTimeout(() => { button.textContent = "Copy" }, 2000)
  }
  return h("div", { class: "to-copy" }, field, h("button", { type: "button", onclick: copy, "aria-label": `Copy: ${label}` }, "Copy"))
}

export const field = (label, ...control) => h("label", {}, h("span", {}, label), ...control)
export const options = (pairs, chosen) => pairs.map(([value, label]) => h("option", { value, selected: value === chosen }, label))

/** A part of a page, with its heading. */
export const section = (title, ...content) => h("section", { class: "part", "aria-label": title }, h("h2", {}, title), ...content)
