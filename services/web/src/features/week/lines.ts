// Objectives and achievements as lines of text, and which line was which.

interface Item {
  id: string
  text: string
}

export const flat = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim()

/** A line that stays is the same one, with its own line breaks; one that was reworded in its place is, too. */
export function kept(lines: readonly string[], items: readonly Item[]): { id?: string; text: string }[] {
  const left = new Set(items)
  const same = lines.map((line) => {
    const found = items.find((item) => left.has(item) && flat(item.text) === line)
    if (found) left.delete(found)
    return found
  })
  return lines.map((text, index) => {
    const stays = same[index]
    if (stays) return { id: stays.id, text: stays.text }
    const before = items[index]
    return lines.length === items.length && before && left.has(before) ? { id: before.id, text } : { text }
  })
}
