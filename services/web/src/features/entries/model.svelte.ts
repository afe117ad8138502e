// The entries of the shown week as the views see them: sorted, filtered, by day. The week itself is kept by its
// owner, `view`.

import { tick } from "svelte"
import { SvelteMap } from "svelte/reactivity"
import type { Entry, Status, Week } from "../../core/api"
import { withEdits } from "../../core/outbox.svelte"
import type { Margin } from "../comments/margin.svelte"

/** The week that the entries belong to. */
export interface WeekOwner {
  readonly week: Week | null
  readonly today: string
  readonly readOnly: boolean
  readonly person: string | null
  readonly margin: Margin
  upsert: (entry: Entry) => void
  drop: (id: string) => void
  changed: () => void
  refresh: () => Promise<void>
}

export interface Filter {
  status: Status | ""
  tag: string
}

export const STATUSES: readonly Status[] = ["planned", "doing", "blocked", "done", "dropped"]
const CHUNK = 15 // rows that are drawn together when one comes near

export interface Day {
  day: string
  chunks: Entry[][]
}

export class WeekEntries {
  filter = $state<Filter>({ status: "", tag: "" })
  readonly rows = new SvelteMap<string, HTMLElement>()
  readonly shownChunks = new SvelteMap<string, boolean>()

  constructor(readonly view: WeekOwner) {}

  get week(): Week | null {
    return this.view.week
  }

  get today(): string {
    return this.view.today
  }

  get readOnly(): boolean {
    return this.view.readOnly
  }

  all = $derived.by(() => sorted(withEdits(this.week?.entries ?? [])))
  shown = $derived(this.all.filter((entry) => fits(entry, this.filter)))
  days = $derived(byDay(this.shown))
  tags = $derived(tagsOf(this.all))
  filtered = $derived(this.filter.status !== "" || this.filter.tag !== "")

  /** Another week is shown from now on. */
  begin(): void {
    this.clearFilter()
    this.shownChunks.clear()
  }

  ofDay(day: string): Entry[] {
    return this.all.filter((entry) => entry.start_on === day)
  }

  clearFilter(): void {
    this.filter = { status: "", tag: "" }
  }

  /** The row of an entry, drawn if it was not yet. */
  async reveal(id: string): Promise<HTMLElement | undefined> {
    const entry = this.all.find((one) => one.id === id)
    if (!entry) return undefined
    if (!fits(entry, this.filter)) this.clearFilter()
    for (const { day, chunks } of this.days) {
      const at = chunks.findIndex((chunk) => chunk.some((one) => one.id === id))
      if (at !== -1) this.shownChunks.set(chunkKey(day, at), true)
    }
    await tick()
    return this.rows.get(id)
  }
}

export const chunkKey = (day: string, index: number): string => `${day} ${index}`

const fits = (entry: Entry, { status, tag }: Filter): boolean =>
  (!status || entry.status === status) && (!tag || entry.tags.includes(tag))

function sorted(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (one, other) =>
      one.start_on.localeCompare(other.start_on) || one.position - other.position || one.id.localeCompare(other.id),
  )
}

/** They come sorted, so that each day is one run of them. */
function byDay(entries: readonly Entry[]): Day[] {
  const days = new Set(entries.map((entry) => entry.start_on))
  return Array.from(days, (day) => ({ day, chunks: chunksOf(entries.filter((entry) => entry.start_on === day)) }))
}

function tagsOf(entries: readonly Entry[]): string[] {
  const tags = new Set(entries.flatMap((entry) => entry.tags))
  return Array.from(tags).sort((one, other) => one.localeCompare(other))
}

function chunksOf(entries: readonly Entry[]): Entry[][] {
  const chunks: Entry[][] = []
  for (let at = 0; at < entries.length; at += CHUNK) chunks.push(entries.slice(at, at + CHUNK))
  return chunks
}
