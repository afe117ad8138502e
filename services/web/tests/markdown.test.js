import assert from "node:assert/strict"
import { test } from "vitest"

const { parse, parseInline, safeUrl } = await import("../src/plain/markdown.js")
const said = (lines) => lines.map((line) => line.text)
const kinds = (text) => parseInline(text).map(({ kind, text, url }) => [kind, text, ...(url ? [url] : [])])

test("bold, code, links and citations are understood", () => {
  assert.deepEqual(kinds("a **b** `c` [d](https://example.com) [12]"), [
    ["text", "a "], ["bold", "b"], ["text", " "], ["code", "c"], ["text", " "],
    ["link", "d", "https://example.com"], ["text", " "], ["cite", "12"],
  ])
})

test("markup of other kinds stays the text it is", () => {
  for (const text of ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](data:image/png;base64,AA)", "2 * 3 * 4"])
    assert.ok(parseInline(text).every(({ kind }) => kind === "text"), text)
})

test("only addresses that lead to a page or a letter are links", () => {
  assert.ok(safeUrl("https://example.com") && safeUrl("mailto:an@example.com"))
  for (const url of ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//example.com", "file:///etc/passwd"]) assert.ok(!safeUrl(url), url)
})

test("a bare address ends before the sentence does", () => {
  assert.deepEqual(kinds("see https://example.com/a?b=1."), [["text", "see "], ["link", "https://example.com/a?b=1", "https://example.com/a?b=1"], ["text", "."]])
})

test("lists keep their depth and their continued lines", () => {
  const [list, paragraph] = parse("- one\n  - deeper\n    more of it\n- two\n\nafter")
  assert.deepEqual(list.items.map(({ indent, lines }) => [indent, said(lines)]), [[0, ["one"]], [2, ["deeper", "more of it"]], [0, ["two"]]])
  assert.deepEqual(said(paragraph.lines), ["after"])
})

test("a fence that is still open, as while an answer is streamed, is code", () => {
  const [code] = parse("```sh\nls **x**")
  assert.deepEqual([code.kind, said(code.lines)], ["code", ["ls **x**"]])
})

test("every piece knows where it stands in the text", () => {
  const text = "## Week **2**\r\n\r\n- did `x` [1] <https://example.com>\n   more *of* it\n1. [docs](https://example.com/docs) end\n\nlast\n"
  for (const block of parse(text))
    for (const line of block.lines ?? block.items.flatMap((item) => item.lines)) {
      assert.equal(text.slice(line.at, line.at + line.text.length), line.text)
      for (const one of parseInline(line.text)) assert.ok(line.text.slice(one.at).startsWith(one.kind === "cite" ? `[${one.text}]` : one.text), one.text)
    }
})

test("no text takes long to read", () => {
  const began = performance.now()
  for (const text of ["*".repeat(20000), "[".repeat(20000), "**a".repeat(7000), "`".repeat(20001), "- ".repeat(9000), "<http://".repeat(4000)]) { parse(text); parseInline(text) }
  assert.ok(performance.now() - began < 3000)
})

test("doubts count characters, as the server does, whatever planes they are of", async () => {
  const { doubts } = await import("../src/plain/answer.js")
  const text = "🎉 đã deploy VPC"
  const [mark] = doubts(text, [{ start: 12, end: 15, why: "nothing is cited" }])
  assert.equal(text.slice(mark.start, mark.end), "VPC")
  assert.equal(mark.why, "no entry is cited for it")
})
