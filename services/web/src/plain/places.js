// Where one is. A place is a line of a table: the addresses it answers to, the `main` it is shown in, and what shows it.
// What follows `?` in an address belongs to the place too: `#/week/3?person=…`, `#/search?q=…`.

import { find } from "./dom.js"

/** `{path, query}` of an address such as `#/week/3?person=1`. */
export function readAddress(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?", 2)
  return { path: path || "/", query: new URLSearchParams(query) }
}

/** The address of a place, without what is left empty. */
export function address(path, query = {}) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString()
  return `#${path}${asked ? `?${asked}` : ""}`
}

/** The first line of the table whose `at` is the path, with the parts that its parentheses took. */
export function placeOf(path, places) {
  for (const place of places) {
    const found = place.at.exec(path)
    if (found) return { place, parts: found.slice(1).map(decodeURIComponent) }
  }
  return null
}

/** Shows the place of the address, hides the others, and marks its link in the bar. */
export function goTo(hash, places) {
  const { path, query } = readAddress(hash)
  const { place, parts } = placeOf(path, places) ?? { place: places.at(-1), parts: [] }
  for (const main of document.querySelectorAll("#app > main")) main.hidden = `#${main.id}` !== place.main
  for (const link of document.querySelectorAll("#places a")) {
    if (placeOf(readAddress(link.hash).path, places)?.place.main === place.main) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
  const menu = find("#places")
  if (menu.matches(":popover-open")) menu.hidePopover()
  scrollTo(0, 0)
  return place.show(parts, query)
}
