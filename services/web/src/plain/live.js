// The one socket that keeps the page true: what it says reaches every view.

import { post } from "./api.js"
import { find } from "./dom.js"
import { isAfter, readPosition, Streams } from "./stream.js"

const STATES = { connecting: "Connecting", waiting: "Reconnecting", live: "Live" }

export function openStreams() {
  const live = find("#live")
  return new Streams({
    open: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/stream`),
    ticket: async () => (await post("/v1/stream-tickets")).ticket,
    onState: (state) => {
      live.dataset.state = state
      find("span", live).textContent = STATES[state]
    },
  })
}

/** What is fetched while nothing was followed may be old: the first subscription, and a reset, fetch again. */
export function followPerson({ streams, weeks, views }) {
  let cursor = null
  let counting = null
  const reload = () => Promise.all([weeks.load(), views.week.refresh(), views.inbox.count(), views.queue.refresh()]).catch(() => {})
  const recount = () => {
    clearTimeout(counting) // an import changes many weeks at once
    counting = setTimeout(() => views.inbox.count().catch(() => {}), 400)
  }
  streams.follow("person", {
    position: () => cursor,
    subscribed: (position) => {
      if (cursor === null) reload()
      cursor ??= position
    },
    event: (position, event) => {
      if (event.type === "stream.reset") {
        cursor = null
        streams.again("person")
        return
      }
      if (position !== null) {
        if (cursor && !isAfter(readPosition(position), readPosition(cursor))) return
        cursor = position
      }
      for (const view of Object.values(views)) view.apply?.(event)
      if (event.type === "import.progress") return
      if (event.type === "week.changed" || event.type === "import.finished") recount()
      weeks.load().catch(() => {})
    },
  })
}
