// What belongs to the signed-in person and outlives every view.

import { createContext } from "svelte"
import { get, type Me, type Schemas } from "../../core/api"
import { dayNow } from "../../core/dates"
import { Live, type News } from "../../core/live.svelte"
import { network } from "../../core/network.svelte"
import { outbox } from "../../core/outbox.svelte"
import { session } from "../../core/session.svelte"
import { Members } from "../people/members.svelte"
import { WeekList } from "../week/weeks.svelte"

const SOON = 400 // milliseconds: events come in flocks
const LOOK = 60_000 // that somebody else has submitted is no event of one's own
const MIDNIGHT = 20_000
const SETTLED = 4000 // milliseconds after which nobody waits for anything
const AHEAD = 3 // earlier weeks that are kept for reading without a network

export class Page {
  readonly live = new Live()
  readonly members = new Members(() => this.me)
  readonly weeks = new WeekList()
  programme = $state.raw<Schemas["ProgrammeState"] | null>(null)
  /** How much waits for the person or is unread. */
  waiting = $state(0)
  /** How many questions about imported pages are open. */
  questions = $state(0)
  chatting = $state(false)
  importing = $state(false)
  fault = $state("")
  /** Resolves when it is known who is followed and what waits. */
  known: Promise<unknown> = Promise.resolve()
  readonly #first: Me
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(me: Me) {
    this.#first = me
  }

  /** While the page is taken down nobody is signed in; until then it is still theirs. */
  get me(): Me {
    return session.me ?? this.#first
  }

  get isFollower(): boolean {
    return this.me.programme !== null && this.me.programme.role !== "member"
  }

  /** Resolves when a week can be shown; what `known` waits for may still be on its way. */
  async begin(): Promise<void> {
    await this.live.ready
    this.live.hear((news) => this.#hear(news))
    const weeks = this.weeks.load()
    this.known = Promise.all([this.members.load(), this.loadProgramme(), this.#count()])
    await weeks
    setTimeout(() => void this.#readAhead(), SETTLED)
  }

  /** The last weeks, so that they can be read without a network. */
  async #readAhead(): Promise<void> {
    if (!globalThis.caches || this.weeks.person) return
    const earlier = this.weeks.items.filter(({ number, entries }) => entries && number < this.weeks.current)
    for (const { number } of earlier.slice(-AHEAD))
      await get("/v1/weeks/{number}", { path: { number } }).catch(() => null)
  }

  async loadProgramme(): Promise<void> {
    if (!this.me.programme || this.me.programme.left_at) return
    this.programme = await get("/v1/programme").catch(() => null)
  }

  /** Looked for again and again while the page is looked at; answers how to stop. */
  keepLooking(): () => void {
    const seen = (): boolean => document.visibilityState === "visible"
    const count = setInterval(() => {
      void outbox.send()
      if (seen()) void this.countWaiting()
    }, LOOK)
    let day = dayNow()
    const midnight = setInterval(() => {
      if (day === dayNow() || network.away) return
      day = dayNow()
      void this.#followDay()
    }, MIDNIGHT)
    return () => {
      clearInterval(count)
      clearInterval(midnight)
      this.live.close()
    }
  }

  async #followDay(): Promise<void> {
    if (await session.followDay()) await this.weeks.load()
  }

  /** The network is back, or the page is looked at again. */
  wake(): void {
    this.live.streams.hurry()
    void outbox.send()
    void this.countWaiting()
  }

  async countWaiting(): Promise<void> {
    if (!this.me.programme) return
    const both = [get("/v1/queue"), get("/v1/notices", { query: { unread: true, limit: 200 } })] as const
    const found = await Promise.all(both).catch(() => null)
    if (found) this.waiting = found[0].items.length + found[1].items.length
  }

  async countQuestions(): Promise<void> {
    if (!this.me.programme) return
    const inbox = await get("/v1/pages/inbox", { query: { limit: 1 } }).catch(() => null)
    if (inbox) this.questions = inbox.open
  }

  async #count(): Promise<void> {
    await Promise.all([this.countWaiting(), this.countQuestions()])
  }

  #hear(news: News): void {
    if (news.type === "import.progress" || news.type === "question.asked" || news.type === "reply.ready") return
    if (news.type === "fetch.again") this.#soon("all", () => this.#count())
    if (/^(comment|notice|review|week)\./.test(news.type)) this.#soon("waiting", () => this.countWaiting())
    if (news.type === "week.changed" || news.type === "import.finished")
      this.#soon("questions", () => this.countQuestions())
    this.#soon("weeks", () => this.weeks.load())
  }

  #soon(name: string, does: () => Promise<void>): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.set(
      name,
      setTimeout(() => void does().catch(() => undefined), SOON),
    )
  }
}

export const [usePage, providePage] = createContext<Page>()
