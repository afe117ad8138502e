// Where an answer says what the entries that it cites do not bear out.

import { t, type Key } from "../../core/i18n.svelte"
import { unitsOf } from "../../core/units"
import type { Mark } from "../../ui/markdown"

export interface Check {
  start: number
  end: number
  why: string
}

const WHY: Record<string, Key> = {
  "unknown citation": "doubt.unknownCitation",
  "not in what is cited": "doubt.notCited",
  "nothing is cited": "doubt.nothingCited",
}

/** The server counts characters, a string of this language counts UTF-16 units. */
export function doubts(text: string, checks: readonly Check[]): Mark[] {
  if (!checks.length) return []
  const units = unitsOf(text)
  const at = (character: number): number => units[character] ?? text.length
  return checks
    .map(({ start, end, why }) => ({ start: at(start), end: at(end), why: WHY[why] ? t(WHY[why]) : why }))
    .sort((one, other) => one.start - other.start)
}
