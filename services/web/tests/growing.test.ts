// @vitest-environment jsdom
import { fromMarkdown } from "mdast-util-from-markdown"
import { gfmFromMarkdown } from "mdast-util-gfm"
import { gfm } from "micromark-extension-gfm"
import { expect, test } from "vitest"
import { growing } from "../src/ui/growing"
import { render } from "../src/ui/markdown"
import { parse } from "../src/ui/parse"

const BLOCKS = [
  "A paragraph with **bold** words\nover two lines.",
  "# A heading",
  "Under a line\n===",
  "- one\n- two\n\n  more of it\n  - deeper",
  "1. first\n2. second",
  "> quoted\n> on",
  "```js\nconst a = 1\n\n# no heading\n```",
  "    indented code",
  "| a | b |\n| - | - |\n| 1 | 2 |",
  "---",
  "<b>markup</b>",
  "Plain words only.",
]
const PIECES = [
  "a",
  " ",
  "word",
  ", ",
  ".",
  ")",
  "(",
  "-",
  "1",
  "1.",
  "1)",
  "  ",
  "ở",
  "é",
  "?",
  '"',
  "#",
  "*",
  "://",
  "www.",
  "@",
  "\n",
]

/** Numbers below `most`, the same in every run. */
function random(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
}

const pick = <T>(from: readonly T[], next: (most: number) => number): T => from[next(from.length)] as T

test("a text that grew piece by piece is drawn like the whole", () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const next = random(seed)
    const text = Array.from({ length: 6 }, () => pick(BLOCKS, next)).join("\n\n")
    const [box, whole] = [document.createElement("div"), document.createElement("div")]
    const draw = growing(box)
    for (let end = 0; end < text.length; end += 1 + next(9)) draw(text.slice(0, end))
    draw(text)
    whole.append(...render(text))
    expect(box.innerHTML, text).toBe(whole.innerHTML)
  }
})

test("what stands before the last block stays in its place", () => {
  const box = document.createElement("div")
  const draw = growing(box)
  draw("one\n\ntwo\n")
  const [first] = box.children
  draw("one\n\ntwo\nand more\n\nthree")
  expect(box.children[0]).toBe(first)
  draw("another")
  expect(box.innerHTML).toBe("<p>another</p>")
})

test("a line without marks is read like every other", () => {
  for (let seed = 1; seed <= 700; seed += 1) {
    const next = random(seed)
    const text = Array.from({ length: 1 + next(6) }, () => pick(PIECES, next)).join("")
    const read = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
    expect(parse(text), JSON.stringify(text)).toEqual(read)
  }
})
