// What somebody has begun to write, kept in this browser until it is saved: a reload, the end of a session or a
// crash loses nothing. Drafts belong to one person; signing out forgets theirs.

const PREFIX = "weeklog.draft"
let owner = ""

export const openDrafts = (person: string): void => {
  owner = person
}

const keyOf = (name: string): string => `${PREFIX}.${owner}.${name}`

export function draft(name: string): string {
  try {
    return localStorage.getItem(keyOf(name)) ?? ""
  } catch {
    return "" // a browser that keeps nothing
  }
}

export function keepDraft(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(keyOf(name), text)
    else localStorage.removeItem(keyOf(name))
  } catch {} // a full or forbidden store: the text is still in its field
}

export function forgetDrafts(): void {
  try {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}.${owner}.`))
    for (const key of mine) localStorage.removeItem(key)
  } catch {}
}
