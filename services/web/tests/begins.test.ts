import { expect, test } from "vitest"
import { beginsWithQueue } from "../src/features/home/begins"

const logged = [{ entries: 0 }, { entries: 3 }]
const empty = [{ entries: 0 }]

test.each([
  ["an intern", 0, 1, logged, false],
  ["a mentor who logs nothing", 2, 0, empty, true],
  ["a lead who logs, and nothing waits", 2, 0, logged, false],
  ["a lead who logs, and something waits", 2, 1, logged, true],
])("%s", (_, followed, waiting, weeks, queue) => {
  expect(beginsWithQueue(followed, waiting, weeks)).toBe(queue)
})
