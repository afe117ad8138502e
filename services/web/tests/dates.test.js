import assert from "node:assert/strict"
import { test } from "vitest"

const { goBy, lately, moment, shortSpan, span } = await import("../src/core/dates")

test("moments are shown on the person's clocks, also over midnight and the turn of the year", () => {
  const at = "2026-12-31T18:30:00Z"
  const now = new Date("2026-12-31T19:00:00Z")
  goBy("Asia/Ho_Chi_Minh")
  assert.equal(moment(at), "1 Jan, 01:30")
  assert.equal(lately(at, now), "01:30")
  assert.equal(lately("2026-12-31T10:00:00Z", now), "31 Dec 2026")
  goBy("America/New_York")
  assert.equal(moment(at), "31 Dec, 13:30")
  assert.equal(lately("2026-12-31T04:00:00Z", now), "30 Dec")
})

test("a zone that is not known here leaves the browser's", () => {
  goBy("Mars/Olympus")
  assert.match(moment("2026-12-31T18:30:00Z"), /^\d+ \w+, \d\d:\d\d$/)
})

test("a span of days names each month once, and the year where it is long", () => {
  assert.match(shortSpan("2026-10-05", "2026-10-11"), /^5\s?–\s?11 Oct$/)
  assert.equal(shortSpan("2026-12-28", "2027-01-03"), "28 Dec – 3 Jan")
  assert.match(span("2026-12-28", "2027-01-03"), /^28 December 2026\s–\s3 January 2027$/)
})
