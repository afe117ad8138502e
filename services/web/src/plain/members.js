// Who is in the programme, as far as this page needs it: names, and whom the signed-in person follows.

import { get } from "./api.js"

/** Whether one only reads what one wrote there. */
export const hasLeft = (me) => Boolean(me.programme?.left_at)

export class Members {
  #people = null

  constructor(me) {
    this.me = me
  }

  /** Everybody, also who has left. Asked for once. */
  async all() {
    this.#people ??= get("/v1/programme/members").then(({ items }) => items)
    return this.#people.catch(() => {
      this.#people = null
      return []
    })
  }

  /** Those whose worklogs one may read: a lead all others, a mentor their members. */
  async followed() {
    const { programme, person } = this.me
    if (!programme || programme.role === "member") return []
    const others = (await this.all()).filter((one) => one.person_id !== person.id)
    return programme.role === "lead" ? others : others.filter((one) => one.mentors.includes(person.id))
  }

  async name(id) {
    if (id === this.me.person.id) return "you"
    return (await this.all()).find((one) => one.person_id === id)?.name ?? "somebody"
  }
}
