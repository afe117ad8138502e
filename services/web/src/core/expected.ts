// Entries as they will be once what waits in the outbox has arrived: for the eyes of who did it.

import type { Entry } from "./api"
import { daysFrom, daysLater } from "./dates"
import { outbox, type Move, type Waiting } from "./outbox.svelte"

export const expected = (entries: readonly Entry[]): readonly Entry[] => outbox.ready.reduce(done, entries)

function done(entries: readonly Entry[], { edit, move, removal }: Waiting): readonly Entry[] {
  if (edit) return changed(entries, edit.id, (entry) => ({ ...entry, ...edit.fields }) as Entry)
  if (move) return changed(entries, move.id, (entry) => moved(entry, move, placeOf(entries, move)))
  return removal ? entries.filter(({ id }) => id !== removal.id) : entries
}

const changed = (entries: readonly Entry[], id: string, change: (entry: Entry) => Entry): readonly Entry[] =>
  entries.map((entry) => (entry.id === id ? change(entry) : entry))

/** On a new day it lasts as long as before. */
function moved(entry: Entry, { start_on }: Move, position: number): Entry {
  const lasts = daysFrom(entry.start_on, entry.end_on).length - 1
  return { ...entry, start_on, end_on: daysLater(start_on, lasts), position }
}

/** Between those that it will stand between. */
function placeOf(entries: readonly Entry[], { id, after, start_on }: Move): number {
  const others = entries.filter((one) => one.start_on === start_on && one.id !== id)
  const places = others.map(({ position }) => position).sort((one, other) => one - other)
  const low = others.find((one) => one.id === after)?.position ?? -Infinity
  const high = places.find((place) => place > low)
  if (low === -Infinity) return (high ?? 0) - 1
  return high === undefined ? low + 1 : (low + high) / 2
}
