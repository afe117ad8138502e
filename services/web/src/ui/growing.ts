import { renderGrowing } from "./markdown"

/** Draws Markdown that is being written, in `box`: what stands before its last block is read and drawn once. */
export function growing(box: Element): (text: string) => void {
  let settled = "" // the text whose elements stay
  let last: readonly Node[] = []

  return (text) => {
    if (!text.startsWith(settled)) {
      box.replaceChildren()
      settled = ""
      last = []
    }
    const tail = text.slice(settled.length)
    const grown = renderGrowing(tail)
    for (const node of last) node.parentNode?.removeChild(node)
    last = grown.last
    settled += tail.slice(0, grown.length)
    box.append(...grown.settled, ...last)
  }
}
