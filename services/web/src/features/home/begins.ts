// Where somebody begins.

import type { Summary } from "../week/weeks.svelte"

/** Who follows others comes for what waits; who logs, too, and for whom nothing waits, comes for their week. */
export function beginsWithQueue(
  followed: number,
  waiting: number,
  weeks: readonly Pick<Summary, "entries">[],
): boolean {
  return followed > 0 && (waiting > 0 || !weeks.some((week) => week.entries))
}
