// The shown week: what was fetched, plus the events since, is what a fetch would give now.

import { get, type Entry, type Schemas, type Week } from "../../core/api"
import type { News } from "../../core/live.svelte"
import { hasLeft } from "../../core/session.svelte"
import { Margin } from "../comments/margin.svelte"
import { WeekEntries } from "../entries/model.svelte"
import { Suggestions } from "../suggestions/suggestions.svelte"
import type { Page } from "../shell/page.svelte"

export type Absence = Schemas["Absence"]

export class WeekModel {
  week = $state.raw<Week | null>(null)
  absences = $state.raw<readonly Absence[]>([])
  number = $state(0)
  /** Whose week it is; null = one's own. */
  person = $state<string | null>(null)
  loading = $state(false)
  fault = $state.raw<unknown>(null)
  /** Raised when its review may be another one now. */
  reviewed = $state(0)
  /** What an address led here for: shown and focused as soon as it is drawn. */
  sought = $state<string | null>(null)
  /** What has just appeared: shown, but nobody's focus is taken for it. */
  fresh = $state<string | null>(null)
  readonly margin = new Margin()
  readonly entries: WeekEntries
  readonly suggestions = new Suggestions()
  #changes = 0 // how many entries were logged, changed or deleted

  constructor(readonly page: Page) {
    this.entries = new WeekEntries(this)
  }

  get today(): string {
    return this.page.me.today
  }

  /** Another's week is read and remarked on, never changed; nor is what one wrote in a programme that one has left. */
  get readOnly(): boolean {
    return this.person !== null || hasLeft(this.page.me)
  }

  async show(number: number, person: string | null, row: string | null): Promise<void> {
    const other = number !== this.number || person !== this.person
    this.number = number
    this.person = person
    this.sought = row
    if (!other && this.week) return
    this.loading = true
    try {
      await this.#load()
    } catch (error) {
      if (number === this.number && person === this.person) this.#fail(error)
    } finally {
      if (number === this.number && person === this.person) this.loading = false
    }
  }

  #fail(error: unknown): void {
    this.week = null
    this.fault = error
  }

  /** Quietly, because something changed elsewhere. What cannot be fetched stays as it is shown. */
  async refresh(): Promise<void> {
    await this.#load().catch(() => undefined)
  }

  async #load(): Promise<void> {
    const { number, person } = this
    const week = await this.#fetch(number, person)
    if (number !== this.number || person !== this.person) return
    if (this.week?.number !== number) this.entries.begin()
    this.week = week
    this.fault = null
    this.reviewed += 1
    await Promise.all([this.#loadAbsences(week, person), this.suggestions.show(this.readOnly ? null : week)])
  }

  /** What changes while the answer is on its way may not be in it: then it is asked for again. */
  async #fetch(number: number, person: string | null): Promise<Week> {
    for (;;) {
      const changes = this.#changes
      const [week] = await Promise.all([
        get("/v1/weeks/{number}", { path: { number }, query: { person } }),
        // a week without its remarks is better than none
        this.margin.load({ week: number, person }).catch(() => undefined),
      ])
      if (changes === this.#changes || number !== this.number || person !== this.person) return week
    }
  }

  async #loadAbsences(week: Week, person: string | null): Promise<void> {
    const query = { from: week.first_day, to: week.last_day, person }
    const found = await get("/v1/absences", { query }).catch(() => ({ items: [] }))
    if (week.number === this.number && person === this.person) this.absences = found.items
  }

  hear(news: News): void {
    this.margin.hear(news)
    if (news.type === "fetch.again") void this.refresh()
    if (news.type === "review.changed" && news.week === this.number) this.reviewed += 1
    if (this.person !== null) return // the stream tells of one's own
    if (news.type === "entry.logged" || news.type === "entry.changed") this.#entryNews(() => this.upsert(news.entry))
    else if (news.type === "entry.deleted") this.#entryNews(() => this.drop(news.entry_id))
    else if ("week" in news && news.week === this.number) void this.refresh()
  }

  #entryNews(apply: () => void): void {
    this.#changes += 1
    apply()
  }

  upsert(entry: Entry): void {
    const { week } = this
    if (!week) return
    const known = week.entries.find((one) => one.id === entry.id)
    if (known ? known.version >= entry.version : entry.week !== this.number) return
    this.#changes += 1
    const others = week.entries.filter((one) => one.id !== entry.id)
    this.week = { ...week, entries: entry.week === this.number ? [...others, entry] : others }
    if (!known) this.fresh = entry.id
  }

  drop(id: string): void {
    const { week } = this
    if (!week?.entries.some((one) => one.id === id)) return
    this.#changes += 1
    this.week = { ...week, entries: week.entries.filter((one) => one.id !== id) }
  }

  /** Objectives, achievements or the mark of the review, as the API answered them. */
  put(parts: Partial<Week>): void {
    if (this.week) this.week = { ...this.week, ...parts }
  }

  /** The list of weeks (counts, reviews) may no longer be right. */
  changed(): void {
    void this.page.weeks.load().catch(() => undefined)
  }
}
