// Brings a row before the eyes of who looked for it.

const SETTLES = 500 // milliseconds in which rows above may still be drawn, and move it

/**
 * A row that is near glides there. On the way to one that is far, others are drawn and change where it is:
 * that is a jump.
 */
export function bringIntoView(row: HTMLElement): void {
  const far = Math.abs(row.getBoundingClientRect().top) > 2 * innerHeight
  const still = far || matchMedia("(prefers-reduced-motion: reduce)").matches
  row.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" })
  if (!far) return
  const began = performance.now()
  const again = (): void => {
    if (!isSeen(row)) row.scrollIntoView({ block: "center" })
    if (performance.now() - began < SETTLES) requestAnimationFrame(again)
  }
  requestAnimationFrame(again)
}

export function glow(row: HTMLElement | undefined): void {
  row?.classList.remove("flash")
  requestAnimationFrame(() => row?.classList.add("flash"))
}

function isSeen(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
