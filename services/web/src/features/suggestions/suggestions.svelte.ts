// What programs suggest for the days of the shown week. Nothing is logged before it is accepted.

import { get, post, type Schemas, type Week } from "../../core/api"

export type Suggestion = Schemas["Suggestion"]
export type Edited = Schemas["SuggestionEdit"]

export class Suggestions {
  items = $state.raw<readonly Suggestion[]>([])
  #week: Week | null = null

  /** None where there is nothing to log: in another's week. */
  async show(week: Week | null): Promise<void> {
    if (week?.number !== this.#week?.number) this.items = []
    this.#week = week
    if (!week) return
    const query = { from: week.first_day, to: week.last_day }
    // a week without suggestions is better than none
    const found = await get("/v1/suggestions", { query }).catch(() => null)
    if (found && this.#week === week) this.items = found.items
  }

  async accept({ id }: Suggestion, body: Partial<Edited> = {}): Promise<void> {
    await post("/v1/suggestions/{suggestion_id}/accept", { path: { suggestion_id: id }, body })
    this.#drop(id)
  }

  async dismiss({ id }: Suggestion): Promise<void> {
    await post("/v1/suggestions/{suggestion_id}/dismiss", { path: { suggestion_id: id } })
    this.#drop(id)
  }

  #drop(id: string): void {
    this.items = this.items.filter((one) => one.id !== id)
  }
}
