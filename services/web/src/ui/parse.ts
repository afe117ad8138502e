// Markdown as a tree: CommonMark with GitHub's tables, strike-through, task lists and bare addresses.

import type { Root } from "mdast"
import { fromMarkdown } from "mdast-util-from-markdown"
import { gfmFromMarkdown } from "mdast-util-gfm"
import { gfm } from "micromark-extension-gfm"

// Emphasis and brackets are matched by looking back over all that are open, and nested blocks by recursion.
// People stay far below these limits; beyond them the text is shown with fewer marks, so that no text can hold
// the page.
const LONGEST = 100_000 // units that are read at all
const MOST_OPEN = 400 // runs of stars, brackets and the like in one stretch of lines
const DEEPEST = /^(?:[ \t]*(?:[>+*-]|\d{1,9}[.)])){60}/m
const STRETCH = /\n[ \t]*\n|\n(?=[ \t]*[-+*][ \t]+\S)/
const DELIMITERS = /[*_~]+|[[\]`<]/g
const PLAIN = /^[\p{L}(](?:[\p{L}\p{M}\p{N} ,.:;()!?'"/%–—…’‘“”-]*[\p{L}\p{N},.:;)!?%…])?$/u
const MARKED = /www\.|:\/\//i // addresses
const FOOTNOTES = ["gfmFootnoteCall", "gfmFootnoteDefinition", "gfmPotentialFootnoteCall"]
const PAIRS = ["attention", "codeText", "labelEnd", "labelStartImage", "labelStartLink", "strikethrough"]

export function parse(text: string): Root {
  return PLAIN.test(text) && !MARKED.test(text) ? paragraph(text) : parseMarked(text)
}

/** What the parser makes of one line without any mark, as most lines are, in a hundredth of the time. */
function paragraph(value: string): Root {
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: value.length + 1, offset: value.length },
  }
  return {
    type: "root",
    children: [{ type: "paragraph", children: [{ type: "text", value, position }], position }],
    position,
  }
}

function parseMarked(text: string): Root {
  const crowded = text.split(STRETCH).some((lines) => (lines.match(DELIMITERS)?.length ?? 0) > MOST_OPEN)
  return fromMarkdown(text, {
    extensions: [gfm(), { disable: { null: crowded ? [...FOOTNOTES, ...PAIRS] : FOOTNOTES } }],
    mdastExtensions: [gfmFromMarkdown()],
  })
}

export const isReadable = (text: string): boolean => text.length <= LONGEST && !DEEPEST.test(text)
