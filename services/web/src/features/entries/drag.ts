import type { EntryModel } from "./entry.svelte"

/** The entry that is on its way, for pointers; by keyboard it is Alt and an arrow, or the menu. */
export const drag: { entry: EntryModel | null } = { entry: null }
