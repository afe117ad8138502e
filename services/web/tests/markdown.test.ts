// @vitest-environment jsdom
import { describe, expect, test } from "vitest"
import { isSafeUrl, plain, render, type Mark } from "../src/ui/markdown"

function html(text: string, known: string[] = [], marks: Mark[] = []): string {
  const cite = (label: string) => {
    if (!known.includes(label)) return null
    return Object.assign(document.createElement("button"), { textContent: label })
  }
  const box = document.createElement("div")
  box.append(...render(text, cite, marks))
  return box.innerHTML.replaceAll(' rel="noopener noreferrer" target="_blank"', "")
}

describe("emphasis follows CommonMark's flanking rules", () => {
  test.each([
    ["deleted *.log and *.tmp files", "<p>deleted *.log and *.tmp files</p>"],
    ["all **/x and **/y", "<p>all **/x and **/y</p>"],
    ["\\*not\\*", "<p>*not*</p>"],
    ["***x***", "<p><em><strong>x</strong></em></p>"],
    ["2 * 3 * 4", "<p>2 * 3 * 4</p>"],
    ["snake_case_name and __init__.py", "<p>snake_case_name and <strong>init</strong>.py</p>"],
    ["~~gone~~", "<p><del>gone</del></p>"],
  ])("%s", (text, expected) => {
    expect(html(text)).toBe(expected)
  })
})

describe("code ends where its own fence says so", () => {
  test.each([
    ["run\n```npm ci```\nafter", "<p>run<br><code>npm ci</code><br>after</p>"],
    ["`` a`b ``", "<p><code>a`b</code></p>"],
    ["~~~\n```\n~~~\nafter", "<pre><code>```</code></pre><p>after</p>"],
    ["````\n```\nx\n```\n````", "<pre><code>```\nx\n```</code></pre>"],
    ["1. a\n   ```\n   x\n   ```\n2. b", "<ol><li>a<pre><code>x</code></pre></li><li>b</li></ol>"],
    ["```sh\nls **x**", "<pre><code>ls **x**</code></pre>"],
  ])("%s", (text, expected) => {
    expect(html(text)).toBe(expected)
  })
})

describe("a list keeps its numbers and its paragraphs", () => {
  test.each([
    ["21. October standup", '<ol start="21"><li>October standup</li></ol>'],
    ["0. zero", '<ol start="0"><li>zero</li></ol>'],
    ["5) five", '<ol start="5" class="parenthesised"><li>five</li></ol>'],
    ["1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"],
    ["- a\n\n  more", "<ul><li><p>a</p><p>more</p></li></ul>"],
    ["- a\n  - deeper\n- b", "<ul><li>a<ul><li>deeper</li></ul></li><li>b</li></ul>"],
  ])("%s", (text, expected) => {
    expect(html(text)).toBe(expected)
  })
  test("a ticked item says so", () => {
    expect(html("- [x] boxed")).toContain('aria-label="done:"')
  })
})

describe("an address ends where its link does", () => {
  const wiki = "https://en.wikipedia.org/wiki/Foo_(bar)"
  test.each([
    [`[a](${wiki})`, `<p><a href="${wiki}">a</a></p>`],
    [`[a](<${wiki}>)`, `<p><a href="${wiki}">a</a></p>`],
    [`[a](https://e.org "title")`, '<p><a href="https://e.org">a</a></p>'],
    ["[a [b] c](https://e.org)", '<p><a href="https://e.org">a [b] c</a></p>'],
    [`see ${wiki}.`, `<p>see <a href="${wiki}">${wiki}</a>.</p>`],
    ["<https://e.org>", '<p><a href="https://e.org">https://e.org</a></p>'],
  ])("%s", (text, expected) => {
    expect(html(text)).toBe(expected)
  })
})

describe("what could act or load is shown as it was written", () => {
  test.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](data:image/png;base64,AA)",
    "[ref]: https://e.org",
    "[^1]: a note",
    "<!-- note -->",
  ])("%s", (text) => {
    const box = document.createElement("div")
    box.append(...render(text))
    expect(box.textContent).toBe(text)
    expect(box.querySelectorAll("img, script, a")).toHaveLength(0)
  })
  test("a picture is a plain link", () => {
    expect(html("![map](https://e.org/a.png)")).toBe('<p><a href="https://e.org/a.png">map</a></p>')
  })
  test("only addresses that lead to a page or a letter are links", () => {
    expect(isSafeUrl("https://example.com") && isSafeUrl("mailto:an@example.com")).toBe(true)
    for (const url of ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//example.com", "file:///etc/x"])
      expect(isSafeUrl(url), url).toBe(false)
  })
})

test("tables are tables", () => {
  expect(html("| a | b |\n|---|--:|\n| 1 | `x\\|y` |")).toBe(
    '<div class="text-table" tabindex="0"><table><tr><th>a</th><th class="to-right">b</th></tr>' +
      '<tr><td>1</td><td class="to-right"><code>x|y</code></td></tr></table></div>',
  )
})

test("citations that are known are buttons, others text", () => {
  expect(html("done [1], **[2]** and [9]", ["1", "2"])).toBe(
    "<p>done <button>1</button>, <strong><button>2</button></strong> and [9]</p>",
  )
})

test("doubts stand on their words, behind escapes and inside of marks", () => {
  const text = "a \\* **bold VPC** &amp; `code`"
  const at = (word: string): Mark => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length, why: "why" })
  const shown = html(text, [], [at("VPC"), at("code")])
  expect(shown.match(/<mark[^>]*>[^<]*/g)?.map((one) => one.replace(/<[^>]*>/, ""))).toEqual(["VPC", "code"])
})

test("the words of a line come without marks, and know where they stand", () => {
  const text = "**Set up** `VPC` in [docs](https://e.org)"
  const { words, offsets } = plain(text)
  expect(words).toBe("Set up VPC in docs")
  expect(text.slice(offsets[words.indexOf("VPC")], (offsets[words.indexOf("VPC")] ?? 0) + 3)).toBe("VPC")
  expect(plain("- one\n- two").words).toBe("one\ntwo")
})

test.each([
  "*",
  "[",
  "**a",
  "`",
  "- ",
  "<http://",
  "![",
  "|a",
  "> ",
  "\\",
  "&",
  "_a_",
  "a@b",
  "www.",
  "+ ",
  "1. ",
  "*a **b ",
  "|**a\n",
  "1) **a\n",
  "*a_b",
  "![a](",
  "~a~~b",
])(
  "no text takes long to read: %s",
  (piece) => {
    const few = fastest(() => render(piece.repeat(1_000 / piece.length)))
    const many = fastest(() => render(piece.repeat(8_000 / piece.length)))
    // Eight times the text: quadratic is 64 times the work. The rest is for a machine that does other things, too.
    expect(many).toBeLessThan(28 * Math.max(few, 10))
  },
  60_000,
)

/** Milliseconds of the processor, the least of two times. */
function fastest(work: () => void): number {
  const times = [1, 2].map(() => {
    const before = process.cpuUsage()
    work()
    return process.cpuUsage(before).user / 1000
  })
  return Math.min(...times)
}
