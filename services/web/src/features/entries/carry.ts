// What earlier weeks left unfinished, and how it goes on in another week.

import { post, type Schemas } from "../../core/api"
import type { Key } from "../../core/i18n.svelte"

export interface Offer {
  week: number
  what: Extract<Key, "carry.entries" | "carry.objectives">
  count: number
  /** Asked for when somebody looks: there may be thousands. */
  texts: () => Promise<readonly string[]>
  carry: () => Promise<unknown>
}

export async function offersFor(number: number): Promise<Offer[]> {
  const path = { number }
  const entries = (body: Partial<Schemas["CarryOver"]>): Promise<Schemas["CarriedOver"]> =>
    post("/v1/weeks/{number}/carry-over", { path, body })
  const objectives = (body: Partial<Schemas["CarryObjectives"]>): Promise<Schemas["ObjectivesCarried"]> =>
    post("/v1/weeks/{number}/objectives/carry", { path, body })
  const [open, unmet] = await Promise.all([entries({ dry_run: true }), objectives({ dry_run: true })])

  const older = open.still_open.map(({ week, entries: count }): Offer => ({
    week,
    what: "carry.entries",
    count,
    texts: async () => textsOf(await entries({ from_week: week, dry_run: true })),
    carry: () => entries({ from_week: week }),
  }))
  const last: Offer = {
    week: open.from_week ?? 0,
    what: "carry.entries",
    count: open.items.length,
    texts: () => Promise.resolve(textsOf(open)),
    carry: () => entries({}),
  }
  const goals: Offer = {
    week: unmet.from_week ?? 0,
    what: "carry.objectives",
    count: unmet.items.length,
    texts: () => Promise.resolve(unmet.items.map(({ text }) => text)),
    carry: () => objectives({}),
  }
  return [...older, last, goals].filter(({ count }) => count)
}

const textsOf = ({ items }: Schemas["CarriedOver"]): string[] => items.map(({ source }) => source.text)
