/**
 * The UTF-16 unit at which each character begins, and the end: the server counts characters, strings of this
 * language count units.
 */
export function unitsOf(text: string): number[] {
  const units = [0]
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length)
  return units
}
