/** Said once by a screen reader; shown nowhere. */
export const announcement = $state({ text: "" })

export function announce(text: string): void {
  announcement.text = ""
  setTimeout(() => (announcement.text = text), 50) // the same words twice are two changes
}
