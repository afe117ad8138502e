// Who is signed in.

import { get, onSignedOut, remove, type Me } from "./api"
import { goBy } from "./dates"
import { forgetDrafts, openDrafts } from "./drafts"
import { outbox } from "./outbox.svelte"
import { forgetReading, openReading } from "./reading"
import { isLanguage, speak } from "./i18n.svelte"

class Session {
  /** Null = nobody, once `known`. */
  me = $state<Me | null>(null)
  known = $state(false)

  constructor() {
    onSignedOut(() => {
      this.me = null
      void forgetReading()
    })
  }

  async look(): Promise<void> {
    try {
      this.enter(await get("/v1/me"))
    } catch {
      this.known = true
    }
  }

  enter(me: Me): void {
    openDrafts(me.person.id)
    outbox.open(me.person.id)
    this.change(me)
    this.known = true
  }

  /** The person's clocks and language may be others now. */
  change(me: Me): void {
    goBy(me.person.zone)
    speak(isLanguage(me.person.language) ?? "en")
    this.me = me
    void openReading(me).catch(() => undefined)
  }

  async leave(): Promise<void> {
    await remove("/v1/sessions/current").catch(() => null)
    forgetDrafts()
    await forgetReading()
    this.me = null
  }

  /** A page that stays open goes on to the next day at midnight, on the person's clocks. */
  async followDay(): Promise<boolean> {
    const now = await get("/v1/me").catch(() => null)
    if (!now || !this.me || now.today === this.me.today) return false
    this.me = now
    return true
  }
}

export const session = new Session()

/** Whether one only reads what one wrote there. */
export const hasLeft = (me: Me): boolean => Boolean(me.programme?.left_at)
