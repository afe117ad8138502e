export type Theme = "system" | "light" | "dark"

export const THEMES: readonly Theme[] = ["system", "light", "dark"]
const KEY = "weeklog.theme"

let chosen = $state<Theme>("system")

export const theme = (): Theme => chosen

/** The browser's own colours follow, also those of its scroll bars and fields. */
export function setTheme(wanted: Theme): void {
  chosen = wanted
  document.documentElement.style.colorScheme = wanted === "system" ? "light dark" : wanted
  try {
    if (wanted === "system") localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, wanted)
  } catch {} // it is the system's again after a reload
}

/** What was chosen in this browser before. */
export function keptTheme(): Theme {
  try {
    return THEMES.find((one) => one === localStorage.getItem(KEY)) ?? "system"
  } catch {
    return "system"
  }
}
