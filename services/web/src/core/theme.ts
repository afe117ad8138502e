export type Theme = "system" | "light" | "dark"

const KEY = "weeklog.theme"

export function theme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === "light" || kept === "dark" ? kept : "system"
}

/** The browser's own colours follow, also those of its scroll bars and fields. */
export function setTheme(wanted: Theme): void {
  if (wanted === "system") localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, wanted)
  applyTheme()
}

export function applyTheme(): void {
  const wanted = theme()
  document.documentElement.style.colorScheme = wanted === "system" ? "light dark" : wanted
}
