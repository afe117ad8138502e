import assert from "node:assert/strict"
import { test } from "vitest"

const { address, placeOf, readAddress } = await import("../src/core/address")
const { kept } = await import("../src/features/week/lines")

test("an address has a path and what is asked of it", () => {
  const { path, query } = readAddress("#/week/3?person=1&row=2")
  assert.deepEqual([path, query.get("person"), query.get("row")], ["/week/3", "1", "2"])
  assert.equal(readAddress("").path, "/")
})

test("an address leaves out what is empty and writes what any text needs", () => {
  assert.equal(address("/week/3", { person: null, row: "" }), "#/week/3")
  const written = address("/search", { q: "a&b #c é" })
  assert.equal(readAddress(written).query.get("q"), "a&b #c é")
})

test("the first place that answers to a path is taken, with its parts", () => {
  const places = [{ at: /^\/week\/(\d+)$/ }, { at: /^\/search$/ }]
  assert.deepEqual(placeOf("/week/12", places), { place: places[0], parts: ["12"] })
  assert.equal(placeOf("/week/x", places), null)
})

test("a line that stays, and one that is reworded in its place, are the ones they were", () => {
  const items = [
    { id: "a", text: "one\nmore" },
    { id: "b", text: "two" },
  ]
  assert.deepEqual(kept(["two", "one more"], items), [
    { id: "b", text: "two" },
    { id: "a", text: "one\nmore" },
  ])
  assert.deepEqual(kept(["one more", "two again"], items), [
    { id: "a", text: "one\nmore" },
    { id: "b", text: "two again" },
  ])
  assert.deepEqual(kept(["new", "one more", "two"], items), [
    { text: "new" },
    { id: "a", text: "one\nmore" },
    { id: "b", text: "two" },
  ])
})
