// One line at the foot of the page: what has just happened, and the way back while it is open.

export interface Toast {
  text: string
  /** Called at most once. What it throws is said in the same place. */
  undo: (() => Promise<void>) | null
}

export const toasts = $state<{ shown: Toast | null }>({ shown: null })

export function toast(text: string, undo: Toast["undo"] = null): void {
  toasts.shown = { text, undo }
}
