// Brings a row before the eyes of who looked for it.

const SETTLES = 500 // milliseconds in which rows above may still be drawn, and move it

const ENDS = ["wheel", "touchmove", "pointerdown", "keydown"] // who acts goes where they want

let going = new AbortController()

/**
 * A row that is near glides there. On the way to one that is far, others are drawn and change where it is:
 * that is a jump, which is held until they are, or until something else is looked for.
 */
export function bringIntoView(row: HTMLElement, block: ScrollLogicalPosition = "center"): void {
  going.abort()
  const far = Math.abs(row.getBoundingClientRect().top) > 2 * innerHeight
  const still = far || matchMedia("(prefers-reduced-motion: reduce)").matches
  row.scrollIntoView({ block, behavior: still ? "auto" : "smooth" })
  if (far) hold(row, block)
}

function hold(row: HTMLElement, block: ScrollLogicalPosition): void {
  const stop = new AbortController()
  const { signal } = stop
  going = stop
  const began = performance.now()
  const again = (): void => {
    if (signal.aborted) return
    if (!isSeen(row)) row.scrollIntoView({ block })
    if (performance.now() - began < SETTLES) requestAnimationFrame(again)
    else stop.abort()
  }
  for (const act of ENDS) addEventListener(act, () => stop.abort(), { signal, passive: true })
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
