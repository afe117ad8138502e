import { expect, test } from "vitest"
import { contentOf, edited, fieldsOf, linkOf, typedOf, type Proposal } from "../src/features/chat/proposals"
import { doubts } from "../src/features/chat/checks"
import { marked } from "../src/features/search/marked"

const content = { text: "Fixed it", start_on: "2026-10-20", end_on: "2026-10-20", status: "done", tags: ["build"] }

test("of a proposal only what was changed is sent", () => {
  expect(edited(content, { text: "Fixed it", tags: "#build" })).toEqual({})
  expect(edited(content, { tags: "build, ci", text: "Fixed" })).toEqual({ tags: ["build", "ci"], text: "Fixed" })
  expect(edited({ text: "x", week: 3 }, { week: "4" })).toEqual({ week: 4 })
  expect(typedOf(content, "tags")).toBe("build")
})

test("what was accepted has a place, what was not has none", () => {
  const proposal = { kind: "entry", content, state: "accepted", result_id: "7" } as unknown as Proposal
  expect(linkOf(proposal)).toBe("#/entry/7")
  expect(linkOf({ ...proposal, state: "dismissed" })).toBeNull()
})

test("the words of a review's only line may be said otherwise, several lines not", () => {
  const line = { change: "add", section: "notes", was: "", text: "The demo went well" }
  const review = (lines: unknown[]): Proposal =>
    ({ kind: "review", content: { week: 3, lines }, state: "accepted", result_id: "7" }) as unknown as Proposal
  const one = review([line])
  expect(fieldsOf(one)).toEqual(["text"])
  expect(edited(contentOf(one), { text: "The demo went well" })).toEqual({})
  expect(edited(contentOf(one), { text: "It went well" })).toEqual({ text: "It went well" })
  expect(fieldsOf(review([line, line]))).toEqual([])
  expect(fieldsOf(review([{ ...line, change: "remove", text: "" }]))).toEqual([])
  expect(linkOf(one)).toBe("#/week/3")
})

test("positions of the server count characters, also behind a picture sign", () => {
  const text = "🙂🙂 VPC"
  const [mark] = doubts(text, [{ start: 3, end: 6, why: "nothing is cited" }])
  expect(text.slice(mark?.start, mark?.end)).toBe("VPC")
  expect(marked(text, [[3, 6]]).find(({ found }) => found)?.text).toBe("VPC")
})

test("a long text is shown around its first found word", () => {
  const text = `${"word ".repeat(200)}needle ${"word ".repeat(200)}`
  const pieces = marked(text, [[1000, 1006]])
  expect(pieces[0]?.text).toBe("… ")
  expect(pieces.at(-1)?.text).toBe(" …")
  expect(pieces.map((one) => one.text).join("").length).toBeLessThan(300)
})
