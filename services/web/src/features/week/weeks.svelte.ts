// The list of weeks: where one is in the programme, and how full each week is; of oneself, or of somebody one follows.

import { get, type Schemas } from "../../core/api"

export type Summary = Schemas["WeekSummary"]

export class WeekList {
  items = $state.raw<readonly Summary[]>([])
  /** Whose weeks; null = one's own. */
  person = $state<string | null>(null)
  /** That is shown; null = another place is. */
  shown = $state<number | null>(null)
  #turn = 0

  async load(): Promise<void> {
    const turn = (this.#turn += 1)
    const { items } = await get("/v1/weeks", { query: { person: this.person } })
    if (turn === this.#turn) this.items = items
  }

  has(number: number): boolean {
    return this.items.some((week) => week.number === number)
  }

  /** The week of today; outside of the programme the last one that says something. */
  get current(): number {
    const current = this.items.find((week) => week.current) ?? this.items.findLast((week) => week.entries)
    return (current ?? this.items[0])?.number ?? 1
  }

  /** Another's weeks are fetched; one's own are there again when it is marked as not shown. */
  mark(number: number | null, person: string | null = null): void {
    this.shown = number
    if (person === this.person) return
    this.person = person
    void this.load().catch(() => undefined)
  }
}
