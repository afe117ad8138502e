// What a person cannot read or cannot hit, in the page as it is drawn now: read by `test_page_places.py`.
// Each finding is one sentence with the words that it is about.

;(() => {
  const SMALLEST = 24 // pixels
  const SLACK = 1.5 // of rounding
  const TARGETS = "a[href], button, input, select, textarea, summary, [role=option], [role=menuitem]"
  const said = (element) =>
    (element.getAttribute("aria-label") || element.textContent || element.id).trim().slice(0, 60)
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const isUnseen = (element) => element.closest(".unseen, [inert], .skip, option, noscript, title") !== null
  const isFixed = (element) => {
    for (let one = element; one; one = one.parentElement)
      if (getComputedStyle(one).position === "fixed") return one
    return null
  }

  /** Every shown piece of text with its boxes. */
  function* pieces() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!node.data.trim() || isUnseen(parent) || !isShown(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = Array.from(range.getClientRects()).filter(({ width, height }) => width > 0 && height > 0)
      if (boxes.length) yield { node, parent, boxes }
    }
  }

  function clipped({ node, parent, boxes }) {
    for (let one = parent; one && one !== document.documentElement; one = one.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(one)
      if (/auto|scroll/.test(overflowX)) return null // it can be brought into view
      const edge = one.getBoundingClientRect()
      const beside = boxes.some((box) => box.right > edge.right + SLACK || box.left < edge.left - SLACK)
      const below = boxes.some((box) => box.bottom > edge.bottom + SLACK || box.top < edge.top - SLACK)
      if ((beside && /hidden|clip/.test(overflowX)) || (below && /hidden|clip/.test(overflowY)))
        return `clipped by ${one.tagName}.${one.className}: ${node.data.trim().slice(0, 60)}`
    }
    const over = boxes.some((box) => box.right > innerWidth + SLACK || box.left < -SLACK)
    return over && !isFixed(parent) ? `over the edge: ${node.data.trim().slice(0, 60)}` : null
  }

  /** A select draws its own text: whether that fits, its font tells. */
  function selects() {
    const pen = document.createElement("canvas").getContext("2d")
    return Array.from(document.querySelectorAll("select"))
      .filter((one) => isShown(one) && !isUnseen(one) && one.selectedOptions.length)
      .filter((one) => {
        const style = getComputedStyle(one)
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
        const arrow = style.appearance === "none" ? 0 : 18
        const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow
        return pen.measureText(one.selectedOptions[0].text).width > room + SLACK
      })
      .map((one) => `a choice is cut: ${one.selectedOptions[0].text}`)
  }

  /** What stays in its place while everything else scrolls may lie over nothing that is to be read. */
  function covered() {
    const found = []
    for (let top = 0; ; top += innerHeight / 2) {
      scrollTo({ top, behavior: "instant" })
      for (const { node, parent, boxes } of pieces())
        for (const box of boxes) {
          const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
          const fixed = over && isFixed(over)
          if (fixed && !fixed.contains(parent))
            found.push(`covered by ${said(fixed)}: ${node.data.trim().slice(0, 60)}`)
        }
      if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) break
    }
    scrollTo(0, 0)
    return found
  }

  /** A link within a sentence is as high as its line; a box of a label is hit by the whole label. */
  function isExcused(target) {
    if (target.matches("a") && getComputedStyle(target).display === "inline") return true
    return target.matches("[type=checkbox], [type=radio], [type=file]") && target.closest("label") !== null
  }

  function small() {
    return Array.from(document.querySelectorAll(`${TARGETS}, label:has([type=checkbox], [type=radio])`))
      .filter((one) => isShown(one) && !isUnseen(one) && !isExcused(one) && !one.matches(".unseen *"))
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < SMALLEST - 0.1 || box.height < SMALLEST - 0.1))
      .map(
        ({ one, box }) =>
          `${Math.round(box.width)} by ${Math.round(box.height)}: ${one.tagName} ${said(one)}`,
      )
  }

  const unread = [...Array.from(pieces(), clipped).filter(Boolean), ...selects(), ...covered()]
  return { unread: [...new Set(unread)], small: [...new Set(small())] }
})()
