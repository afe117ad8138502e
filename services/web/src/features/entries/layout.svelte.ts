export type Layout = "list" | "board"

export const LAYOUTS: readonly Layout[] = ["list", "board"]
const KEY = "weeklog.layout"

let chosen = $state<Layout>(kept())

/** How entries are laid out in this browser: by day, or in columns by status. */
export const layout = (): Layout => chosen

export function lay(wanted: Layout): void {
  chosen = wanted
  try {
    localStorage.setItem(KEY, wanted)
  } catch {} // it is a list again after a reload
}

function kept(): Layout {
  try {
    return LAYOUTS.find((one) => one === localStorage.getItem(KEY)) ?? "list"
  } catch {
    return "list" // a browser that keeps nothing
  }
}
