// Puts the page together: who is signed in, which week is shown, and the one socket that keeps it true.

import { get, onSignedOut, post, remove } from "./api.js"
import { ChatPanel } from "./chat.js"
import { find, h, icon, many } from "./dom.js"
import { InboxView } from "./inbox.js"
import { ImportDialog } from "./pages.js"
import { isAfter, readPosition, Streams } from "./stream.js"
import { WeekList } from "./weeks.js"
import { WeekView } from "./week.js"

const NARROW = matchMedia("(max-width: 1180px)")
const STATES = { connecting: "Connecting", waiting: "Reconnecting", live: "Live" }

let page = null // what belongs to the signed-in person; null = nobody is

function showSignIn() {
  page?.streams.close()
  page = null
  find("#app").hidden = true
  find("#sign-in").hidden = false
  document.title = "weeklog"
  find("#sign-in input[name=email]").focus()
}

find("#sign-in form").addEventListener("submit", async (event) => {
  event.preventDefault()
  const form = event.target
  const fault = find(".fault", form)
  fault.textContent = ""
  try {
    start(await post("/v1/sessions", { email: form.email.value, password: form.password.value }))
    form.reset()
  } catch (error) {
    fault.textContent = error.message
    form.password.select()
  }
})

find("#sign-out").addEventListener("click", async () => {
  await remove("/v1/sessions/current").catch(() => {})
  showSignIn()
})

async function start(me) {
  find("#sign-in").hidden = true
  find("#app").hidden = false
  find("#programme").textContent = [me.programme?.name, me.person.name].filter(Boolean).join(" · ")
  const weeks = new WeekList()
  const view = new WeekView({ today: me.today, changed: () => weeks.load().catch(() => {}), exists: (number) => weeks.numbers.includes(number) })
  const streams = openStreams()
  const chat = new ChatPanel({ streams, openEntry: (week, id) => openEntry(view, week, id), close: closeDrawer })
  const inbox = new InboxView({ counted: showOpen, settled: () => Promise.all([weeks.load(), view.refresh()]).catch(() => {}) })
  page = { streams, weeks, view, chat, inbox }
  followPerson(streams, weeks, view, inbox)
  try {
    await weeks.load()
  } catch (error) {
    find("#week").replaceChildren(h("div", { class: "empty" }, h("p", {}, error.message)))
    return
  }
  route()
  chat.resume().catch(() => {})
}

function openStreams() {
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
function followPerson(streams, weeks, view, inbox) {
  let cursor = null
  let counting = null
  const reload = () => Promise.all([weeks.load(), view.refresh(), inbox.count()]).catch(() => {})
  const recount = () => {
    clearTimeout(counting) // an import changes many weeks at once
    counting = setTimeout(() => inbox.count().catch(() => {}), 400)
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
      view.apply(event)
      if (event.type === "import.progress") return
      if (event.type === "week.changed" || event.type === "import.finished") recount()
      weeks.load().catch(() => {})
    },
  })
}

async function openEntry(view, week, id) {
  closeDrawer()
  if (week === view.number && !page.inbox.shown) return view.highlight(id)
  page.highlight = id
  location.hash = `#/week/${week}`
}

/** The number is the link's own name, so that it is heard as well as seen. */
function showOpen(open) {
  find("#to-inbox").replaceChildren("Inbox", ...(open ? [h("b", { "aria-label": `, ${many(open, "question")} open` }, open > 99 ? "99+" : String(open))] : []))
}

function route() {
  if (!page) return
  const inbox = location.hash === "#/inbox"
  find("#inbox").hidden = !inbox
  find("#week").hidden = inbox
  if (inbox) find("#to-inbox").setAttribute("aria-current", "page")
  else find("#to-inbox").removeAttribute("aria-current")
  scrollTo(0, 0)
  if (inbox) {
    page.weeks.mark(null)
    page.inbox.show()
  } else showWeek()
}

function showWeek() {
  const asked = Number(/^#\/week\/(\d+)$/.exec(location.hash)?.[1])
  const number = asked || page.weeks.current
  page.weeks.mark(number)
  page.view.show(number, { highlight: page.highlight })
  page.highlight = undefined
}

// The chat is a column on wide screens and a drawer on the others.

function openDrawer() {
  document.body.classList.add("chatting")
  find("#chat").inert = false
  page?.chat.focus()
}

function closeDrawer() {
  const was = document.body.classList.contains("chatting")
  document.body.classList.remove("chatting")
  find("#chat").inert = NARROW.matches
  if (was) find("#open-chat").focus({ preventScroll: true })
}

function step(by) {
  const { numbers } = page.weeks
  const number = page.view.number + by
  if (numbers.includes(number)) location.hash = `#/week/${number}`
}

async function newEntry() {
  if (page.inbox.shown) {
    location.hash = "#/"
    await new Promise((shown) => addEventListener("hashchange", shown, { once: true }))
  }
  page.view.focusNew()
}

// Every shortcut, once: what is listed is what is wired.
const SHORTCUTS = [
  { key: "n", what: "New entry", does: newEntry },
  { key: "a", what: "Ask a question", does: openDrawer },
  { key: "ArrowLeft", shown: "←", what: "Previous week", does: () => step(-1) },
  { key: "ArrowRight", shown: "→", what: "Next week", does: () => step(1) },
  { key: "t", what: "This week", does: () => { location.hash = `#/week/${page.weeks.current}` } },
  { key: "q", what: "Questions about pages", does: () => { location.hash = "#/inbox" } },
  { key: "i", what: "Import pages", does: () => dialog.open() },
  { key: "?", what: "These shortcuts", does: () => find("#help").showModal() },
]

find("#help").append(
  h("div", { class: "section-head" }, h("h2", { id: "help-title" }, "Keyboard"), h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => find("#help").close() }, icon("close"))),
  h("dl", { class: "keys" }, SHORTCUTS.flatMap(({ key, shown, what }) => [h("dt", {}, h("kbd", {}, shown ?? key)), h("dd", {}, what)])))

addEventListener("keydown", (event) => {
  if (!page || event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return
  if (event.key === "Escape" && NARROW.matches) closeDrawer()
  if (event.target.closest("input, textarea, select, [contenteditable]")) return
  const shortcut = SHORTCUTS.find(({ key }) => key === event.key)
  if (shortcut) {
    event.preventDefault()
    shortcut.does()
  }
})

const dialog = new ImportDialog({ imported: () => page && Promise.all([page.weeks.load(), page.view.refresh(), page.inbox.shown ? page.inbox.load() : page.inbox.count()]) })
find("#open-import").addEventListener("click", () => dialog.open())
find("#open-help").addEventListener("click", () => find("#help").showModal())
find("#open-chat").addEventListener("click", openDrawer)
for (const box of document.querySelectorAll("dialog")) box.addEventListener("click", (event) => event.target === box && box.close())
addEventListener("hashchange", route)
addEventListener("online", () => page?.streams.hurry())
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && page?.streams.hurry())
NARROW.addEventListener("change", closeDrawer)
closeDrawer()
onSignedOut(() => page && showSignIn())

get("/v1/me").then(start, showSignIn)
