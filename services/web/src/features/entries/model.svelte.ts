// The entries of the shown week as the views see them: sorted, filtered, by day. The week itself is kept by its
// owner, `view`.

import { tick } from "svelte"
import { SvelteMap } from "svelte/reactivity"
import type { Entry, Status, Week } from "../../core/api"
import { expected } from "../../core/expected"
import { folded } from "../../core/folding"
import type { Margin } from "../comments/margin.svelte"
import { layout } from "./layout.svelte"

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
  /** Words that all stand in it, without case and accents. */
  text: string
}

export const STATUSES: readonly Status[] = ["planned", "doing", "blocked", "done", "dropped"]
const CHUNK = { list: 10, board: 5 } as const // rows that are drawn together when one comes near

/** The entries of a day, or of a status. */
export interface Group<Name extends string = string> {
  name: Name
  count: number
  chunks: Entry[][]
}

const NO_FILTER: Filter = { status: "", tag: "", text: "" }

export class WeekEntries {
  filter = $state<Filter>({ ...NO_FILTER })
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

  all = $derived.by(() => sorted(expected(this.week?.entries ?? [])))
  shown = $derived.by(() => this.all.filter(fitting(this.filter)))
  days = $derived(byDay(this.shown))
  statuses = $derived(STATUSES.map((status) => inColumn(status, this.shown)))
  tags = $derived(tagsOf(this.all))
  filtered = $derived(Object.values(this.filter).some((one) => one !== ""))

  /** Another week is shown from now on. */
  begin(): void {
    this.clearFilter()
    this.shownChunks.clear()
  }

  /** Whether the rows of a chunk are drawn; the first ones are before anybody knows what is looked at. */
  isDrawn(group: string, index: number): boolean {
    const isFirst = index === 0 && (layout() === "board" || group === this.days[0]?.name)
    return this.shownChunks.get(chunkKey(group, index)) ?? isFirst
  }

  ofDay(day: string): Entry[] {
    return this.all.filter((entry) => entry.start_on === day)
  }

  clearFilter(): void {
    this.filter = { ...NO_FILTER }
  }

  /** The row of an entry, whatever is filtered. */
  async reveal(id: string): Promise<HTMLElement | undefined> {
    const entry = this.all.find((one) => one.id === id)
    if (!entry) return undefined
    if (!fitting(this.filter)(entry)) this.clearFilter()
    return this.draw(id)
  }

  /** Its row, drawn if it was not yet; none while it does not fit the filter. */
  async draw(id: string): Promise<HTMLElement | undefined> {
    const groups: readonly Group[] = layout() === "board" ? this.statuses : this.days
    for (const { name, chunks } of groups) {
      const at = chunks.findIndex((chunk) => chunk.some((one) => one.id === id))
      if (at !== -1) this.shownChunks.set(chunkKey(name, at), true)
    }
    await tick()
    return this.rows.get(id)
  }
}

export const chunkKey = (group: string, index: number): string => `${group} ${index}`

function fitting({ status, tag, text }: Filter): (entry: Entry) => boolean {
  const words = folded(text).split(/\s+/).filter(Boolean)
  return (entry) =>
    (!status || entry.status === status) &&
    (!tag || entry.tags.includes(tag)) &&
    words.every((word) => foldedText(entry).includes(word))
}

const foldedTexts = new WeakMap<Entry, string>() // each is folded once, however many letters are typed

function foldedText(entry: Entry): string {
  const known = foldedTexts.get(entry) ?? folded(entry.text)
  foldedTexts.set(entry, known)
  return known
}

function sorted(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (one, other) =>
      one.start_on.localeCompare(other.start_on) || one.position - other.position || one.id.localeCompare(other.id),
  )
}

function byDay(entries: readonly Entry[]): Group[] {
  const days = new Set(entries.map((entry) => entry.start_on))
  const ofDay = (day: string): Entry[] => entries.filter((entry) => entry.start_on === day)
  return Array.from(days, (day) => groupOf(day, ofDay(day), CHUNK.list))
}

function inColumn(status: Status, entries: readonly Entry[]): Group<Status> {
  const its = entries.filter((entry) => entry.status === status)
  return groupOf(status, its, CHUNK.board)
}

const groupOf = <Name extends string>(name: Name, entries: Entry[], chunk: number): Group<Name> => ({
  name,
  count: entries.length,
  chunks: chunksOf(entries, chunk),
})

function tagsOf(entries: readonly Entry[]): string[] {
  const tags = new Set(entries.flatMap((entry) => entry.tags))
  return Array.from(tags).sort((one, other) => one.localeCompare(other))
}

function chunksOf(entries: readonly Entry[], size: number): Entry[][] {
  const chunks: Entry[][] = []
  for (let at = 0; at < entries.length; at += size) chunks.push(entries.slice(at, at + size))
  return chunks
}
