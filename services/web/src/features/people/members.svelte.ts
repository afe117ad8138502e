// Who is in the programme, as far as the page needs it: names, and whom the signed-in person follows.

import { get, type Me, type Member } from "../../core/api"
import { byName, t } from "../../core/i18n.svelte"

export class Members {
  /** Everybody, also who has left. */
  all = $state.raw<readonly Member[]>([])
  #asked: Promise<void> | null = null

  constructor(readonly me: () => Me) {}

  /** Asked for once; what fails is asked for again the next time. */
  async load(): Promise<void> {
    if (!this.me().programme) return
    this.#asked ??= get("/v1/programme/members").then(({ items }) => {
      this.all = items
    })
    await this.#asked.catch(() => (this.#asked = null))
  }

  async reload(): Promise<void> {
    this.#asked = null
    await this.load()
  }

  /** Those whose worklogs one may read: a lead all others, a mentor their members. */
  get followed(): readonly Member[] {
    const { programme, person } = this.me()
    if (!programme || programme.role === "member") return []
    const others = this.all.filter((one) => one.person_id !== person.id)
    const mine = programme.role === "lead" ? others : others.filter((one) => one.mentors.includes(person.id))
    return mine.toSorted((one, other) => byName(one.name, other.name))
  }

  name(id: string): string {
    if (id === this.me().person.id) return t("people.you")
    return this.all.find((one) => one.person_id === id)?.name ?? t("people.somebody")
  }
}
