// Where one is. What follows `?` in an address belongs to the place too: `#/week/3?person=…`, `#/search?q=…`.

export interface Address {
  path: string
  query: URLSearchParams
}

/** The parts of an address such as `#/week/3?person=1`. */
export function readAddress(hash: string): Address {
  const [path, query = ""] = hash.replace(/^#/, "").split("?", 2)
  return { path: path || "/", query: new URLSearchParams(query) }
}

/** The address of a place, without what is left empty. */
export function address(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, String(value))
  return `#${path}${asked.size ? `?${asked}` : ""}`
}

/** The first line of the table whose `at` is the path, with the parts that its parentheses took. */
export function placeOf<P extends { at: RegExp }>(
  path: string,
  places: readonly P[],
): { place: P; parts: string[] } | null {
  for (const place of places) {
    const found = place.at.exec(path)
    if (found) return { place, parts: found.slice(1).map(decodeURIComponent) }
  }
  return null
}
