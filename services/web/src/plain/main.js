// Puts the page together: who is signed in, where one is, and what the keys and buttons of the bar do.

import { guessLanguage, speak, t, translate } from "../core/i18n.ts"
import { setTheme, theme } from "../core/theme.ts"
import { forgetDrafts, openDrafts } from "../core/drafts.ts"
import { openPasswordLink, passwordLink } from "./account.js"
import { get, onSignedOut, post, remove } from "./api.js"
import { ArtifactsView } from "./artifacts.js"
import { ChatPanel } from "./chat.js"
import { dayNow, goBy } from "./dates.js"
import { announce, find, h, icon, many } from "./dom.js"
import { closeDrawer, openDrawer } from "./drawer.js"
import { InboxView } from "./inbox.js"
import { invitation, openInvitation } from "./join.js"
import { wireShortcuts } from "./keyboard.js"
import { followPerson, openStreams } from "./live.js"
import { Members } from "./members.js"
import { ImportDialog } from "./pages.js"
import { address, goTo } from "./places.js"
import { PeopleView } from "./people.js"
import { QueueView } from "./queue.js"
import { SearchView } from "./search.js"
import { WeekList } from "./weeks.js"
import { WeekView } from "./week.js"

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
  forgetDrafts()
  showSignIn()
})

// Every place of the page. The last one is where an address leads that is none of them.
const PLACES = [
  { at: /^\/week\/(\d+)$/, main: "#week", show: ([number], query) => showWeek(Number(number), query) },
  { at: /^\/entry\/([^/]+)$/, main: "#week", show: ([id], query) => showEntry(id, query.get("person")) },
  { at: /^\/search$/, main: "#search", show: (_, query) => page.views.search.show(query) },
  { at: /^\/artifacts$/, main: "#artifacts", show: (_, query) => page.views.artifacts.show(query) },
  { at: /^\/artifact\/([^/]+)$/, main: "#artifacts", show: ([id], query) => page.views.artifacts.showOne(id, query) },
  { at: /^\/inbox$/, main: "#inbox", show: () => page.views.inbox.show() },
  { at: /^\/queue$/, main: "#queue", show: () => page.views.queue.show() },
  { at: /^\/programme$/, main: "#people", show: () => page.views.people.show() },
  { at: /^\/$/, main: "#week", show: (_, query) => showWeek(page.weeks.current, query) },
]

async function start(me) {
  goBy(me.person.zone)
  openDrafts(me.person.id)
  speak(me.person.language === "vi" ? "vi" : "en")
  translate(document)
  find("#sign-in").hidden = true
  find("#app").hidden = false
  showTheme()
  find("#programme").textContent = [me.programme?.name, me.person.name].filter(Boolean).join(" · ")
  const members = new Members(me)
  const weeks = new WeekList({ members })
  const week = new WeekView({ me, members, changed: () => weeks.load().catch(() => {}), exists: (number) => weeks.numbers.includes(number) })
  const streams = openStreams()
  const chat = new ChatPanel({ streams, openEntry, close: closeDrawer })
  // A view may have `show`, called by its place, and `apply(event)`, called with every event of the person's stream.
  const views = {
    week,
    search: new SearchView({ me, members }),
    artifacts: new ArtifactsView({ me, members }),
    queue: new QueueView({ me, counted: showWaiting }),
    people: new PeopleView({ me }),
    inbox: new InboxView({ counted: showOpen, settled: () => Promise.all([weeks.load(), week.refresh()]).catch(() => {}) }),
  }
  page = { me, streams, weeks, week, chat, views }
  followPerson(page)
  try {
    await weeks.load()
  } catch (error) {
    if (!me.programme) location.hash = "#/programme" // the one place where somebody without a programme can do something
    else return find("#week").replaceChildren(h("div", { class: "empty" }, h("p", {}, error.message)))
  }
  route()
  chat.resume().catch(() => {})
}

function openEntry(week, id, person = null) {
  closeDrawer()
  if (week === page.week.number && person === page.week.person && !find("#week").hidden) return page.week.highlight(id)
  location.hash = address(`/week/${week}`, { person, row: id })
}

/** The number is the link's own name, so that it is heard as well as seen. */
function showNumber(link, name, number, said) {
  find(link).replaceChildren(name, ...(number ? [h("b", { "aria-label": `, ${said}` }, number > 99 ? "99+" : String(number))] : []))
}

const showOpen = (open) => showNumber("#to-inbox", t("nav.inbox"), open, `${many(open, "question")} open`)

function showWaiting(number) {
  showNumber("#to-queue", t("nav.queue"), number, `${many(number, "thing")} to look at`)
  find("#open-menu").toggleAttribute("data-waiting", number > 0)
  find("#open-menu").setAttribute("aria-label", number ? `Menu, ${many(number, "thing")} to look at` : "Menu")
}

function route() {
  if (!page) return
  goTo(location.hash, PLACES)
  if (find("#week").hidden) page.weeks.mark(null)
}

/** `row` in the address is what is looked for in the week: an entry, an objective, a comment. */
function showWeek(number, query) {
  const person = query.get("person")
  const whose = person === page.me.person.id ? null : person
  page.weeks.mark(number, whose)
  page.week.show(number, { person: whose, highlight: query.get("row") })
}

/** The address that other programs cite: it leads on to the entry's week. */
async function showEntry(id, person) {
  try {
    const entry = await get(`/v1/entries/${encodeURIComponent(id)}`)
    location.replace(address(`/week/${entry.week}`, { person, row: entry.id }))
  } catch (error) {
    find("#week").replaceChildren(h("div", { class: "empty" }, h("h1", {}, "No such entry"), h("p", {}, error.message), h("p", {}, h("a", { href: "#/" }, "To the current week"))))
    announce(error.message)
  }
}

function askQuestion() {
  openDrawer()
  page?.chat.focus()
}

function step(by) {
  const { numbers } = page.weeks
  const number = page.week.number + by
  if (numbers.includes(number)) location.hash = address(`/week/${number}`, { person: page.week.person })
}

async function newEntry() {
  if (find("#week").hidden || page.week.readOnly) {
    location.hash = "#/"
    await new Promise((shown) => addEventListener("hashchange", shown, { once: true }))
  }
  page.week.focusNew()
}

const go = (hash) => () => { location.hash = hash }

wireShortcuts([
  { key: "n", what: "New entry", does: newEntry },
  { key: "a", what: "Ask a question", does: askQuestion },
  { key: "/", what: "Search", does: go("#/search") },
  { key: "k", ctrl: true, shown: "Ctrl K", what: "Search, also while typing", does: go("#/search") },
  { key: "ArrowLeft", shown: "←", what: "Previous week", does: () => step(-1) },
  { key: "ArrowRight", shown: "→", what: "Next week", does: () => step(1) },
  { key: "t", what: "This week", does: () => { location.hash = `#/week/${page.weeks.current}` } },
  { key: "q", what: "Questions about pages", does: go("#/inbox") },
  { key: "w", what: "What waits for you", does: go("#/queue") },
  { key: "p", what: "The programme", does: go("#/programme") },
  { key: "i", what: "Import pages", does: () => dialog.open() },
  { key: "?", what: "These shortcuts", does: () => find("#help").showModal() },
], () => page !== null)

const dialog = new ImportDialog({ imported: () => page && Promise.all([page.weeks.load(), page.week.refresh(), page.views.inbox.shown ? page.views.inbox.load() : page.views.inbox.count()]) })
find("#skip").addEventListener("click", () => find("main:not([hidden])").focus())
find("#to-search").append(icon("search"))
find("#open-menu").append(icon("menu"))
find("#open-import").addEventListener("click", () => dialog.open())
find("#open-help").addEventListener("click", () => find("#help").showModal())
find("#open-chat").addEventListener("click", askQuestion)
for (const box of document.querySelectorAll("dialog")) box.addEventListener("click", (event) => event.target === box && box.close())
addEventListener("hashchange", () => (invitation() || passwordLink() ? location.reload() : route()))
addEventListener("online", () => page?.streams.hurry())
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return
  page?.streams.hurry()
  page?.views.queue.refresh()
})
// That somebody else has submitted is no event of mine.
setInterval(() => document.visibilityState === "visible" && page?.views.queue.refresh(), 60_000)
onSignedOut(() => page && showSignIn())

speak(guessLanguage())
translate(document)

const THEMES = ["system", "light", "dark"]
const showTheme = () => { find("#theme").textContent = t("nav.theme", { theme: t(`theme.${theme()}`) }) }
find("#theme").addEventListener("click", () => {
  setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length])
  showTheme()
})

/** A page that stays open goes on to the next day at midnight, on the person's clocks. */
async function watchMidnight() {
  const me = page && (await get("/v1/me").catch(() => null))
  if (!me || !page || me.today === page.me.today) return
  page.me.today = page.week.today = me.today
  await Promise.all([page.weeks.load(), page.week.refresh()])
}

let day = dayNow()
setInterval(() => {
  if (dayNow() === day) return
  day = dayNow()
  watchMidnight()
}, 20_000)

const invited = invitation()
const forgotten = passwordLink()
if (forgotten) openPasswordLink(forgotten, start)
else if (invited) get("/v1/me").catch(() => null).then((me) => openInvitation(invited, me, start))
else get("/v1/me").then(start, showSignIn)
