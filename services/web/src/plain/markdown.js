// A small, safe part of Markdown: bold, italic, code, lists, links, headings, citations. `parse` is pure; `render` makes
// elements from its tree. Everything that is not understood is shown as the text it is: there is no raw HTML.

import { h } from "./dom.js"

const ITEM = /^(\s*)(?:([-*+•])|(\d{1,3})[.)])\s+(.*)$/
const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?!\w)|\[([^\]]+)\]\((\S+?)\)|<?(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])>?|\[(\d{1,4})\]/g

/** Blocks of lines `{text, at}`: `at` is where the line's text begins in the whole. */
export function parse(text) {
  const blocks = []
  let code = null
  for (const { 1: line, index: at } of text.matchAll(/([^\r\n]*)(?:\r\n?|\n|$)/g)) {
    if (at === text.length && at) break
    if (/^\s*```/.test(line)) code = code ? null : push(blocks, { kind: "code", lines: [] })
    else if (code) code.lines.push({ text: line, at })
    else if (!line.trim()) blocks.push({ kind: "gap" })
    else addLine(blocks, line, at)
  }
  return blocks.filter((block) => block.kind !== "gap")
}

function addLine(blocks, line, at) {
  const last = blocks.at(-1)
  const item = ITEM.exec(line)
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)
  const trimmed = { text: line.trim(), at: at + line.length - line.trimStart().length }
  if (item) {
    const list = last?.kind === "list" ? last : push(blocks, { kind: "list", items: [] })
    const first = { text: item[4], at: at + line.length - item[4].length }
    list.items.push({ indent: item[1].replace(/\t/g, "  ").length, ordered: item[3] !== undefined, lines: [first] })
  } else if (last?.kind === "list" && /^\s{2,}/.test(line)) last.items.at(-1).lines.push(trimmed)
  else if (heading) blocks.push({ kind: "heading", lines: [{ text: heading[1], at: at + /^#+\s+/.exec(line)[0].length }] })
  else if (last?.kind === "paragraph") last.lines.push(trimmed)
  else blocks.push({ kind: "paragraph", lines: [trimmed] })
}

function push(blocks, block) {
  blocks.push(block)
  return block
}

/** `[{kind: "text" | "bold" | "italic" | "code" | "link" | "cite", text, at, url?}]`; `at` is where its text begins. */
export function parseInline(text) {
  const parts = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index), at: end })
    parts.push(part(match))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end), at: end })
  return parts
}

function part({ 0: all, 1: code, 2: bold, 3: italic, 4: label, 5: url, 6: bare, 7: cited, index }) {
  if (code !== undefined) return { kind: "code", text: code, at: index + 1 }
  if (bold !== undefined) return { kind: "bold", text: bold, at: index + 2 }
  if (italic !== undefined) return { kind: "italic", text: italic, at: index + 1 }
  if (label !== undefined) return safeUrl(url) ? { kind: "link", text: label, url, at: index + 1 } : { kind: "text", text: all, at: index }
  if (bare !== undefined) return { kind: "link", text: bare, url: bare, at: index + all.indexOf(bare) }
  return { kind: "cite", text: cited, at: index }
}

export function safeUrl(url) {
  return /^(https?:\/\/|mailto:)/i.test(url)
}

/** `cite(label)` answers an element for a citation that is known, or null. `marks`: `[{start, end, why}]`, places of the text that are doubted. */
export function render(text, cite = () => null, marks = []) {
  const how = { cite, marks }
  return parse(text).map((block) => {
    if (block.kind === "code") return h("pre", {}, h("code", {}, block.lines.map((line) => line.text).join("\n")))
    if (block.kind === "heading") return h("p", { class: "heading" }, inline(block.lines, how))
    if (block.kind === "list") return list(block.items, how)
    return h("p", {}, inline(block.lines, how))
  })
}

function list(items, how) {
  const outermost = Math.min(...items.map((item) => item.indent))
  const made = h(items[0].ordered ? "ol" : "ul")
  for (let index = 0; index < items.length; ) {
    const following = items.findIndex((item, later) => later > index && item.indent <= outermost)
    const end = following === -1 ? items.length : following
    const deeper = items.slice(index + 1, end)
    made.append(h("li", {}, inline(items[index].lines, how), deeper.length ? list(deeper, how) : null))
    index = end
  }
  return made
}

function inline(lines, how) {
  return lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...parts(line.text, line.at, how)])
}

function parts(text, at, how) {
  return parseInline(text).flatMap((one) => element(one, at + one.at, how))
}

function element({ kind, text, url }, at, how) {
  if (kind === "bold") return h("strong", {}, parts(text, at, how))
  if (kind === "cite") return how.cite(text) || marked(`[${text}]`, at, how.marks)
  const shown = marked(text, at, how.marks)
  if (kind === "italic") return h("em", {}, shown)
  if (kind === "code") return h("code", {}, shown)
  if (kind === "link") return link(url, shown)
  return shown
}

function marked(text, at, marks) {
  const pieces = []
  let end = 0
  for (const mark of marks) {
    const from = Math.max(mark.start - at, end)
    const to = Math.min(mark.end - at, text.length)
    if (to <= from) continue
    pieces.push(text.slice(end, from), h("mark", { class: "unsupported", title: mark.why, "aria-description": mark.why }, text.slice(from, to)))
    end = to
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== "")
}

export function link(url, text) {
  return h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text)
}
