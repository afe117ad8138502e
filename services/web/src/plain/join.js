// The invitation link: what one is invited to, and coming in, as somebody new or as who one is already.

import { get, post, remove, send } from "./api.js"
import { longDay } from "./dates.js"
import { find, h } from "./dom.js"
import { asking, field } from "./forms.js"

/** The secret of the address, which browsers send to nobody; or null. */
export const invitation = () => /^#join=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1] ?? null

/** `joined(me)` is called when one is in; `me` is who is signed in, or null. */
export async function openInvitation(secret, me, joined) {
  const root = find("#join")
  const path = `/v1/invitations/${encodeURIComponent(secret)}`
  const card = (...content) => root.replaceChildren(h("div", { class: "sign-in-card" }, h("p", { class: "wordmark" }, "weeklog"), ...content))
  root.hidden = false
  document.title = "Invitation · weeklog"
  const done = (now) => {
    root.hidden = true
    root.replaceChildren()
    history.replaceState(null, "", "#/") // the secret stays in no history
    joined(now)
  }
  try {
    show(await get(path))
  } catch (error) {
    card(h("h1", {}, "This link is not good"), h("p", { class: "fault" }, error.message), h("p", { class: "quiet" }, "It may be used up, too old, or taken back: ask for another one."), h("a", { href: "/" }, "To weeklog"))
  }

  function show(seen) {
    const about = [h("h1", {}, seen.programme), h("p", {}, `${seen.inviter} invites you as a ${seen.role}.`),
      h("p", { class: "quiet small" }, [seen.for_one_address && "Only for the e-mail address that was invited.", `Good until ${longDay(seen.expires_at.slice(0, 10))}.`].filter(Boolean).join(" "))]
    if (me) asMyself(about, seen)
    else asNew(about, seen)
  }

  function asMyself(about, seen) {
    const out = async () => {
      await remove("/v1/sessions/current").catch(() => {})
      me = null
      show(seen)
    }
    card(...about, asking({}, async () => done(await send(`${path}/accept`)), h("button", { type: "submit", class: "primary" }, `Join as ${me.person.name}`)),
      h("button", { type: "button", class: "plain small", onclick: out }, "That is not me"))
    find("button", root).focus()
  }

  function asNew(about, seen) {
    const accept = async (data) => done(await post(`${path}/accept`, Object.fromEntries(data)))
    card(...about,
      asking({}, accept,
        field("Name", h("input", { name: "name", autocomplete: "name", required: true, maxlength: 200 })),
        field("E-mail", h("input", { name: "email", type: "email", autocomplete: "username", required: true })),
        field("Password (10 characters or more)", h("input", { name: "password", type: "password", autocomplete: "new-password", minlength: 10, maxlength: 200, required: true })),
        h("button", { type: "submit", class: "primary" }, "Join")),
      h("button", { type: "button", class: "plain small", onclick: () => asKnown(about, seen) }, "I have an account"))
    find("input", root).focus()
  }

  function asKnown(about, seen) {
    const accept = async (data) => {
      await post("/v1/sessions", Object.fromEntries(data))
      done(await send(`${path}/accept`))
    }
    card(...about,
      asking({}, accept,
        field("E-mail", h("input", { name: "email", type: "email", autocomplete: "username", required: true })),
        field("Password", h("input", { name: "password", type: "password", autocomplete: "current-password", required: true })),
        h("button", { type: "submit", class: "primary" }, "Sign in and join")),
      h("button", { type: "button", class: "plain small", onclick: () => asNew(about, seen) }, "I am new here"))
    find("input", root).focus()
  }
}
