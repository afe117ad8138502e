// Every shortcut and command, once: what the keys do, what `?` lists and what the palette offers are the same lines.

import type { Key } from "./i18n.svelte"

export interface Shortcut {
  /** As `KeyboardEvent.key` says it; none = in the palette only. */
  key?: string
  /** As it is shown, where that is another word. */
  shown?: string
  ctrl?: boolean
  what: Key
  does: () => void
}

/** Keys that are typed into a field are the field's; while a dialog is open, the dialog's. */
export function shortcutOf(event: KeyboardEvent, shortcuts: readonly Shortcut[]): Shortcut | undefined {
  if (event.altKey || document.querySelector("dialog[open]")) return undefined
  const ctrl = event.ctrlKey || event.metaKey
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")
  if (!ctrl && typing) return undefined
  return shortcuts.find((one) => one.key === event.key && Boolean(one.ctrl) === ctrl)
}
