// People's and models' Markdown (CommonMark with GitHub's tables, strike-through, task lists and bare
// addresses), as elements. There is no HTML in it, ever: markup, pictures and addresses of unknown schemes are
// shown as the text they are.

import type { Code, Image, Link, Nodes, Parent, RootContent, Table } from "mdast"
import { isReadable, parse } from "./parse"

/** A place of the text that is doubted, in UTF-16 units. */
export interface Mark {
  start: number
  end: number
  why: string
}

export interface Context {
  text: string
  /** An element for a citation such as `[2]` that is known, or null. */
  cite: (label: string) => Element | null
  marks: readonly Mark[]
}

const CITATION = /\[(\d{1,4})\]/g
const SAFE = /^(https?:\/\/|mailto:)/i

export const isSafeUrl = (url: string): boolean => SAFE.test(url)

export function render(text: string, cite: Context["cite"] = () => null, marks: readonly Mark[] = []): Node[] {
  const context = { text, cite, marks }
  if (!isReadable(text)) return [element("p", ...breaks(text, 0, context))]
  return parse(text).children.flatMap((node) => block(node, context))
}

/**
 * Of a text that goes on: what more text cannot change, which `length` units make, and what it can. A block ends
 * where the next one has a whole line: until then that may still go on with it.
 */
export function renderGrowing(text: string): { settled: Node[]; length: number; last: Node[] } {
  if (!isReadable(text)) return { settled: [], length: 0, last: render(text) }
  const context: Context = { text, cite: () => null, marks: [] }
  const { children } = parse(text)
  const lastLine = text.lastIndexOf("\n") + 1
  const open = Math.max(
    children.findLastIndex((node) => startOf(node, 0) < lastLine),
    0,
  )
  const drawn = (nodes: readonly RootContent[]): Node[] => nodes.flatMap((node) => block(node, context))
  return {
    settled: drawn(children.slice(0, open)),
    length: open && text.lastIndexOf("\n", startOf(children[open] as RootContent, 0)) + 1, // its line begins there
    last: drawn(children.slice(open)),
  }
}

/** The words without their marks, and where each of their UTF-16 units stands in `text`. */
export function plain(text: string): { words: string; offsets: number[] } {
  if (!isReadable(text)) return { words: text, offsets: Array.from({ length: text.length }, (_, at) => at) }
  const offsets: number[] = []
  let words = ""
  const add = (value: string, places: number[]) => {
    words += value
    offsets.push(...places)
  }
  const walk = (node: Nodes, between: string): void => {
    if ("children" in node) {
      for (const [index, child] of node.children.entries()) {
        if (index && between) add(between, [startOf(child, offsets.at(-1) ?? 0)])
        walk(child, separator(child))
      }
    } else if ("value" in node && node.type !== "html") add(node.value, placesOf(node, text))
    else add(source(node, text), placesFrom(startOf(node, 0), source(node, text).length))
  }
  walk(parse(text), "\n")
  return { words, offsets }
}

const separator = (node: Nodes): string =>
  node.type === "tableRow" ? " | " : ["list", "listItem", "blockquote", "table"].includes(node.type) ? "\n" : ""

function block(node: RootContent, context: Context): Node[] {
  switch (node.type) {
    case "paragraph":
      return [element("p", ...inline(node, context))]
    case "heading":
      return [withClass("heading", element("p", ...inline(node, context)))]
    case "blockquote":
      return [element("blockquote", ...blocks(node, context))]
    case "thematicBreak":
      return [element("hr")]
    case "code":
      return [code(node, context)]
    case "list":
      return [list(node, context)]
    case "table":
      return [table(node, context)]
    default:
      return [element("p", ...breaks(source(node, context.text), startOf(node, 0), context))]
  }
}

/** Who shows the text may draw what is written in a language for that. */
function code(node: Code, context: Context): Element {
  const made = element("pre", element("code", ...marked(node.value, placesFor(node, context), context)))
  if (node.lang === "mermaid") made.dataset["language"] = node.lang
  return made
}

const blocks = (node: Parent, context: Context): Node[] => node.children.flatMap((child) => block(child, context))

function list(node: Extract<RootContent, { type: "list" }>, context: Context): Element {
  const made = document.createElement(node.ordered ? "ol" : "ul")
  if (node.ordered && node.start !== 1) made.setAttribute("start", String(node.start))
  if (node.ordered && /^\s*\d+\)/.test(source(node, context.text))) made.className = "parenthesised"
  for (const item of node.children) {
    const content = item.children.flatMap((child) =>
      child.type === "paragraph" && !item.spread && !node.spread ? inline(child, context) : block(child, context),
    )
    made.append(element("li", ...tick(item.checked), ...content))
  }
  return made
}

function tick(checked: boolean | null | undefined): Node[] {
  if (typeof checked !== "boolean") return []
  const box = withClass("task", element("span", checked ? "☑ " : "☐ "))
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", checked ? "done:" : "to do:")
  return [box]
}

function table(node: Table, context: Context): Element {
  const rows = node.children.map((row, number) =>
    element(
      "tr",
      ...row.children.map((cell, column) => {
        const made = element(number ? "td" : "th", ...inline(cell, context))
        const align = node.align?.[column]
        return align ? withClass(`to-${align}`, made) : made
      }),
    ),
  )
  const box = withClass("text-table", element("div", element("table", ...rows)))
  box.tabIndex = 0 // it may scroll sideways
  return box
}

function inline(node: Parent, context: Context): Node[] {
  let at = startOf(node as Nodes, 0)
  return node.children.flatMap((child) => {
    const made = phrase(child, at, context)
    at = child.position?.end.offset ?? at
    return made
  })
}

const WRAPS = { emphasis: "em", strong: "strong", delete: "del" } as const

function phrase(node: RootContent, at: number, context: Context): Node[] {
  switch (node.type) {
    case "text":
      return cited(node.value, placesFor(node, context, at), context)
    case "inlineCode":
      return [element("code", ...marked(node.value, placesFor(node, context, at), context))]
    case "break":
      return [element("br")]
    case "emphasis":
    case "strong":
    case "delete":
      return [element(WRAPS[node.type], ...inline(node, context))]
    case "link":
    case "image":
      return address(node, at, context)
    default:
      return literal(node, at, context)
  }
}

const literal = (node: RootContent, at: number, context: Context): Node[] =>
  breaks(source(node, context.text), startOf(node, at), context)

/** A picture is a link to it: nothing is loaded because somebody wrote it. */
function address(node: Link | Image, at: number, context: Context): Node[] {
  if (!isSafeUrl(node.url)) return literal(node, at, context)
  return [node.type === "link" ? anchor(node.url, ...inline(node, context)) : anchor(node.url, node.alt ?? node.url)]
}

/** A link out of the page, which tells nobody where it was followed from. */
export function anchor(url: string, ...content: (Node | string)[]): HTMLAnchorElement {
  const made = document.createElement("a")
  made.href = url
  made.rel = "noopener noreferrer"
  made.target = "_blank"
  made.append(...content)
  return made
}

function cited(value: string, places: readonly number[], context: Context): Node[] {
  const made: Node[] = []
  let end = 0
  for (const match of value.matchAll(CITATION)) {
    const cite = context.cite(match[1] ?? "")
    if (!cite) continue
    made.push(...lines(value.slice(end, match.index), places.slice(end, match.index), context), cite)
    end = match.index + match[0].length
  }
  return [...made, ...lines(value.slice(end), places.slice(end), context)]
}

const breaks = (value: string, at: number, context: Context): Node[] =>
  lines(value, context.marks.length ? placesFrom(at, value.length) : [], context)

/** A line break that somebody typed is one, also where CommonMark would flow on. */
function lines(value: string, places: readonly number[], context: Context): Node[] {
  let at = 0
  return value.split("\n").flatMap((line, index) => {
    const made = marked(line, places.slice(at, at + line.length), context)
    at += line.length + 1
    return index ? [element("br"), ...made] : made
  })
}

function marked(value: string, places: readonly number[], { marks }: Context): Node[] {
  const made: Node[] = []
  let end = 0
  for (const mark of marks) {
    const from = Math.max(
      places.findIndex((place) => place >= mark.start),
      end,
    )
    const after = places.findIndex((place) => place >= mark.end)
    const to = after === -1 ? value.length : after
    if ((places.at(-1) ?? -1) < mark.start || to <= from) continue
    if (from > end) made.push(document.createTextNode(value.slice(end, from)))
    made.push(doubted(value.slice(from, to), mark.why))
    end = to
  }
  if (end < value.length) made.push(document.createTextNode(value.slice(end)))
  return made
}

function doubted(value: string, why: string): Element {
  const made = withClass("unsupported", element("mark", value))
  made.title = why
  made.setAttribute("aria-description", why)
  return made
}

/** Nobody asks where words stand when none of them are marked. */
const placesFor = (node: Nodes & { value: string }, { marks, text }: Context, otherwise = 0): number[] =>
  marks.length ? placesOf(node, text, otherwise) : []

/** Where each unit of a node's value stands in the text: escapes, entities and indents are in the one only. */
function placesOf(node: Nodes & { value: string }, text: string, otherwise = 0): number[] {
  const start = startOf(node, otherwise)
  const end = node.position?.end.offset ?? start + node.value.length
  if (text.startsWith(node.value, start)) return placesFrom(start, node.value.length)
  let at = start
  return Array.from(node.value).flatMap((character) => {
    const found = text.indexOf(character, at)
    if (found === -1 || found >= end) return placesFrom(at, character.length).map(() => at)
    at = found + character.length
    return placesFrom(found, character.length)
  })
}

const placesFrom = (start: number, length: number): number[] => Array.from({ length }, (_, index) => start + index)

const startOf = (node: Nodes, otherwise: number): number => node.position?.start.offset ?? otherwise

const source = (node: Nodes, text: string): string =>
  text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)

function element(tag: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.append(...content)
  return made
}

function withClass(name: string, made: HTMLElement): HTMLElement {
  made.className = name
  return made
}
