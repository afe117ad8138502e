// The conversations, the one last spoken in first: found again, renamed, deleted.

import { get, patch, remove } from "./api.js"
import { lately } from "./dates.js"
import { announce, find, h, icon } from "./dom.js"

const PAUSE = 250 // milliseconds without a key, before it is searched

export class ConversationList {
  #turn = 0
  #timer = null
  #open = null // the one that is shown

  constructor({ open, dropped }) {
    Object.assign(this, { open, dropped })
    this.search = h("input", { type: "search", placeholder: "Search conversations", "aria-label": "Search conversations", maxlength: 200, oninput: () => this.#soon() })
    this.items = h("ul", { class: "conversation-list" })
    this.fault = h("p", { class: "fault", role: "alert" })
    this.more = h("button", { type: "button", class: "plain small", hidden: true }, "Show more")
    this.element = h("section", { class: "conversations", "aria-label": "Conversations", hidden: true }, this.search, this.fault, this.items, this.more)
  }

  show(openId) {
    this.#open = openId
    this.search.value = ""
    this.search.focus()
    this.#load()
  }

  #soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#load(), PAUSE)
  }

  async #load(cursor = null) {
    const turn = (this.#turn += 1)
    const q = this.search.value.trim()
    this.fault.textContent = ""
    try {
      const { items, next_cursor: next } = await get(`/v1/conversations?${new URLSearchParams({ limit: 30, ...(q && { q }), ...(cursor && { cursor }) })}`)
      if (turn !== this.#turn) return
      if (!cursor) this.items.replaceChildren()
      this.items.append(...items.map((one) => this.#item(one)))
      if (!this.items.children.length) this.items.append(h("li", { class: "quiet" }, q ? "Nothing was said with these words." : "No conversations yet."))
      this.more.hidden = !next
      this.more.onclick = () => this.#load(next)
    } catch (error) {
      if (turn === this.#turn) this.fault.textContent = error.message
    }
  }

  #item(conversation) {
    const item = h("li", { class: "conversation" })
    const title = conversation.title || "Without a title"
    const tool = (name, label, onclick) => h("button", { type: "button", class: "tool", "aria-label": `${label}: ${title}`, title: label, onclick }, icon(name))
    item.replaceChildren(
      h("button", { type: "button", class: "conversation-title", "aria-current": conversation.id === this.#open ? "true" : null, onclick: () => this.open(conversation.id) }, h("span", {}, title), h("small", {}, lately(conversation.updated_at))),
      tool("edit", "Rename", () => this.#rename(conversation, item)), this.#removeTool(conversation, item, tool))
    return item
  }

  #rename(conversation, item) {
    const input = h("input", { "aria-label": "Title", maxlength: 200, value: conversation.title, required: true })
    const fault = h("p", { class: "fault", role: "alert" })
    const back = (now = conversation) => {
      const shown = this.#item(now)
      item.replaceWith(shown)
      find("[title=Rename]", shown).focus()
    }
    const save = async (event) => {
      event.preventDefault()
      try {
        back(await patch(`/v1/conversations/${conversation.id}`, undefined, { title: input.value.trim() }))
        announce("Renamed")
      } catch (error) {
        fault.textContent = error.message
      }
    }
    const keys = (event) => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      back()
    }
    item.replaceChildren(h("form", { class: "rename", onsubmit: save, onkeydown: keys }, input, h("button", { type: "submit", class: "plain small" }, "Save"), fault))
    input.select()
  }

  /** Asks in place; leaving the button is a no. */
  #removeTool(conversation, item, tool) {
    const button = tool("remove", "Delete", () => {
      const sure = h("button", { type: "button", class: "tool sure", onclick: drop, onblur: () => sure.replaceWith(button) }, "Delete?")
      button.replaceWith(sure)
      sure.focus()
    })
    const drop = async () => {
      try {
        await remove(`/v1/conversations/${conversation.id}`)
        const near = item.nextElementSibling ?? item.previousElementSibling
        item.remove()
        ;(near && find("button", near) ? find("button", near) : this.search).focus()
        announce("Deleted")
        this.dropped(conversation.id)
      } catch (error) {
        this.fault.textContent = error.message
      }
    }
    return button
  }
}
