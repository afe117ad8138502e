// A text that was found, around its first found word.

import { unitsOf } from "../../core/units"
import { plain } from "../../ui/markdown"

export interface Piece {
  text: string
  found: boolean
}

const SHOWN = 260 // characters of a text
const BEFORE = 80 // of them before the first found word

/** Positions count characters, as the server does. */
export function marked(text: string, highlights: readonly (readonly unknown[])[]): Piece[] {
  const units = unitsOf(text)
  const { words, offsets } = plain(text)
  const at = (character: unknown): number => placeOf(offsets, units[Number(character)] ?? text.length)
  const found = highlights.map(([start, stop]) => [at(start), at(stop)] as const)
  const from = Math.max(0, Math.min((found[0]?.[0] ?? 0) - BEFORE, words.length - SHOWN))
  const to = Math.min(words.length, from + SHOWN)
  const pieces: Piece[] = from ? [{ text: "… ", found: false }] : []
  let end = from
  for (const [start, stop] of found) {
    if (start < end || stop > to || start === stop) continue
    pieces.push(
      { text: flat(words.slice(end, start)), found: false },
      { text: flat(words.slice(start, stop)), found: true },
    )
    end = stop
  }
  pieces.push({ text: flat(words.slice(end, to)), found: false })
  if (to < words.length) pieces.push({ text: " …", found: false })
  return pieces
}

const flat = (words: string): string => words.replace(/\s/g, " ")

/** The first place at or behind a position of the text. */
function placeOf(offsets: readonly number[], position: number): number {
  const place = offsets.findIndex((offset) => offset >= position)
  return place === -1 ? offsets.length : place
}
