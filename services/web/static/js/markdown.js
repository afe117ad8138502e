// A small, safe part of Markdown: bold, italic, code, lists, links, headings, citations. `parse` is pure; `render` makes
// elements from its tree. Everything that is not understood is shown as the text it is: there is no raw HTML.

import { h } from "./dom.js"

const ITEM = /^(\s*)(?:([-*+•])|(\d{1,3})[.)])\s+(.*)$/
const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?!\w)|\[([^\]]+)\]\((\S+?)\)|<?(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])>?|\[(\d{1,4})\]/g

export function parse(text) {
  const blocks = []
  let code = null
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (/^\s*```/.test(line)) code = code ? null : push(blocks, { kind: "code", lines: [] })
    else if (code) code.lines.push(line)
    else if (!line.trim()) blocks.push({ kind: "gap" })
    else addLine(blocks, line)
  }
  return blocks.filter((block) => block.kind !== "gap")
}

function addLine(blocks, line) {
  const last = blocks.at(-1)
  const item = ITEM.exec(line)
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)
  if (item) {
    const list = last?.kind === "list" ? last : push(blocks, { kind: "list", items: [] })
    list.items.push({ indent: item[1].replace(/\t/g, "  ").length, ordered: item[3] !== undefined, lines: [item[4]] })
  } else if (last?.kind === "list" && /^\s{2,}/.test(line)) last.items.at(-1).lines.push(line.trim())
  else if (heading) blocks.push({ kind: "heading", lines: [heading[1]] })
  else if (last?.kind === "paragraph") last.lines.push(line.trim())
  else blocks.push({ kind: "paragraph", lines: [line.trim()] })
}

function push(blocks, block) {
  blocks.push(block)
  return block
}

/** `[{kind: "text" | "bold" | "italic" | "code" | "link" | "cite", text, url?}]` */
export function parseInline(text) {
  const parts = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) })
    parts.push(part(match))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) })
  return parts
}

function part([all, code, bold, italic, label, url, bare, cited]) {
  if (code !== undefined) return { kind: "code", text: code }
  if (bold !== undefined) return { kind: "bold", text: bold }
  if (italic !== undefined) return { kind: "italic", text: italic }
  if (label !== undefined) return safeUrl(url) ? { kind: "link", text: label, url } : { kind: "text", text: all }
  if (bare !== undefined) return { kind: "link", text: bare, url: bare }
  return { kind: "cite", text: cited }
}

export function safeUrl(url) {
  return /^(https?:\/\/|mailto:)/i.test(url)
}

/** `cite(label)` answers an element for a citation that is known, or null. */
export function render(text, cite = () => null) {
  return parse(text).map((block) => {
    if (block.kind === "code") return h("pre", {}, h("code", {}, block.lines.join("\n")))
    if (block.kind === "heading") return h("p", { class: "heading" }, inline(block.lines, cite))
    if (block.kind === "list") return list(block.items, cite)
    return h("p", {}, inline(block.lines, cite))
  })
}

function list(items, cite) {
  const outermost = Math.min(...items.map((item) => item.indent))
  const made = h(items[0].ordered ? "ol" : "ul")
  for (let index = 0; index < items.length; ) {
    const following = items.findIndex((item, later) => later > index && item.indent <= outermost)
    const end = following === -1 ? items.length : following
    const deeper = items.slice(index + 1, end)
    made.append(h("li", {}, inline(items[index].lines, cite), deeper.length ? list(deeper, cite) : null))
    index = end
  }
  return made
}

function inline(lines, cite) {
  return lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...parseInline(line).map((one) => element(one, cite))])
}

function element(one, cite) {
  if (one.kind === "bold") return h("strong", {}, parseInline(one.text).map((inner) => element(inner, cite)))
  if (one.kind === "italic") return h("em", {}, one.text)
  if (one.kind === "code") return h("code", {}, one.text)
  if (one.kind === "link") return link(one.url, one.text)
  if (one.kind === "cite") return cite(one.text) ?? `[${one.text}]`
  return one.text
}

export function link(url, text) {
  return h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text)
}
