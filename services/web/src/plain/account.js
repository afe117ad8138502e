// Who one is: name, clocks, language, password; and the link by which a lost password is chosen anew.

import { get, patch, post, remove } from "./api.js"
import { goBy, longDay } from "./dates.js"
import { announce, find, h } from "./dom.js"
import { asking, field, options, section } from "./forms.js"

const LANGUAGES = [["en", "English"], ["vi", "Tiếng Việt"]]

/** `again()` draws anew what moments are shown in. */
export function accountSections(me, again) {
  return [accountSection(me, again), passwordSection(me)]
}

function accountSection(me, again) {
  const { person } = me
  const save = async (data) => {
    const before = { today: me.today, name: me.person.name, language: me.person.language }
    Object.assign(me, await patch("/v1/me", undefined, { name: data.get("name"), zone: data.get("zone").trim() || null, language: data.get("language") }))
    if (me.today !== before.today || me.person.name !== before.name || me.person.language !== before.language) return location.reload() // both are all over the page
    goBy(me.person.zone)
    announce("Saved")
    await again()
  }
  return section("My account", asking({ class: "settings" }, save,
    field("My name", h("input", { name: "name", required: true, maxlength: 200, autocomplete: "name", value: person.name })),
    field("My language", h("select", { name: "language" }, options(LANGUAGES, person.language))),
    field("My time zone (empty: the programme's)", h("input", { name: "zone", list: "zones", autocomplete: "off", value: person.own_zone ?? "", placeholder: person.zone }), h("datalist", { id: "zones" }, Intl.supportedValuesOf("timeZone").map((zone) => h("option", { value: zone })))),
    h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Save my account"))))
}

function passwordSection({ person }) {
  const said = h("p", { class: "quiet", role: "status" })
  const change = async (data, form) => {
    said.textContent = ""
    await post("/v1/me/password", { old: data.get("old"), new: data.get("new") })
    form.reset()
    said.textContent = "Changed. You are signed out everywhere else; tokens stay."
  }
  return section("My password", asking({ class: "settings" }, change,
    h("input", { type: "email", autocomplete: "username", value: person.email, hidden: true }), // for what keeps passwords
    field("Old password", h("input", { name: "old", type: "password", autocomplete: "current-password", required: true, maxlength: 200 })),
    field("New password (10 characters or more)", newPassword("new")),
    h("div", { class: "buttons wide" }, h("button", { type: "submit" }, "Change my password"))), said)
}

/** Everything of one's own is gone afterwards: the page begins anew, signed out. */
export function endSection() {
  const end = async (data) => {
    await remove("/v1/account", undefined, { password: data.get("password") })
    location.assign("/")
  }
  const form = asking({ class: "settings" }, end,
    h("p", { class: "wide" }, "Deletes you and everything of yours, in all programmes, for good. Export first what you want to keep. Comments on others' work stay, without your name."),
    field("Your password", h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxlength: 200 })),
    h("div", { class: "buttons wide" }, h("button", { type: "submit", class: "sure" }, "Delete my account for good")))
  return section("The end of my account", h("details", {}, h("summary", {}, "Delete my account"), form))
}

const newPassword = (name) => h("input", { name, type: "password", autocomplete: "new-password", minlength: 10, maxlength: 200, required: true })

/** The secret of the address, which browsers send to nobody; or null. */
export const passwordLink = () => /^#password=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1] ?? null

/** `entered(me)` is called when the new password is set: one is signed in then. */
export async function openPasswordLink(secret, entered) {
  const root = find("#join")
  const path = `/v1/password-links/${encodeURIComponent(secret)}`
  const card = (...content) => root.replaceChildren(h("div", { class: "sign-in-card" }, h("p", { class: "wordmark" }, "weeklog"), ...content))
  root.hidden = false
  document.title = "New password · weeklog"
  const choose = async (data) => {
    const me = await post(path, { password: data.get("password") })
    root.hidden = true
    root.replaceChildren()
    history.replaceState(null, "", "#/") // the secret stays in no history
    entered(me)
  }
  try {
    const { name, email, expires_at: until } = await get(path)
    card(h("h1", {}, "A new password"), h("p", {}, `For ${name}, ${email}.`), h("p", { class: "quiet small" }, `Good until ${longDay(until.slice(0, 10))}, and for once.`),
      asking({}, choose, h("input", { type: "email", autocomplete: "username", value: email, hidden: true }),
        field("Password (10 characters or more)", newPassword("password")),
        h("button", { type: "submit", class: "primary" }, "Set it and sign in")))
    find("input[name=password]", root).focus()
  } catch (error) {
    card(h("h1", {}, "This link is not good"), h("p", { class: "fault" }, error.message), h("p", { class: "quiet" }, "It may be used, or older than a day: ask your lead for another one."), h("a", { href: "/" }, "To weeklog"))
  }
}
