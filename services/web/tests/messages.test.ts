// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import en from "../messages/en"
import vi from "../messages/vi"
import { speak, t, word, type Key } from "../src/core/i18n.svelte"

const keys = Object.keys(en) as Key[]
const texts = (message: unknown): string[] =>
  typeof message === "string" ? [message] : Object.values(message as Record<string, string>)
const names = (message: unknown): Set<string> => new Set(texts(message).flatMap((one) => one.match(/\{\w+\}/g) ?? []))

test("every message is in both languages, with the same names", () => {
  expect(Object.keys(vi).sort()).toEqual([...keys].sort())
  for (const key of keys) expect(names(vi[key]), key).toEqual(names(en[key]))
})

test("nothing in Vietnamese was left in English", () => {
  const same = keys.filter((key) => JSON.stringify(vi[key]) === JSON.stringify(en[key]))
  expect(same).toEqual(["signIn.email"])
})

test("a number chooses its plural", () => {
  speak("en")
  expect([t("week.count", { count: 1 }), t("week.count", { count: 2 })]).toEqual(["1 entry", "2 entries"])
  speak("vi")
  expect(t("week.count", { count: 2 })).toBe("2 mục")
  expect(word("status", "done")).toBe("xong")
})

const components = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".svelte"))

/** What has the same name in every language. */
const NAMES = /\b(?:weeklog|Markdown)\b/g

test.each(components)("every word of %s is a message", (name) => {
  const markup = readFileSync(`src/${name}`, "utf8").replace(
    /<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<code>.*?<\/code>/g,
    "",
  )
  const words = markup
    .replace(/=>/g, "")
    .replace(NAMES, "")
    .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, "")
    .match(/>[^<]*\p{L}{2,}[^<]*</gu)
  expect(words).toBeNull()
  expect(markup.match(/(?:title|aria-label|placeholder)="[^"{]*\p{L}{2,} /gu)).toBeNull()
})

test("what a button shows is in the name that a screen reader says", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".svelte"))
  const buttons = files.flatMap((file) => readFileSync(`src/${file}`, "utf8").match(/<SureButton\b[^]*?\/>/g) ?? [])
  const pairs = buttons.flatMap((button) => {
    const [label, name] = [/\blabel=\{t\("([\w.]+)"/, /\bname=\{t\("([\w.]+)"/].map((of) => of.exec(button)?.[1])
    return label && name ? [[label as Key, name as Key] as const] : []
  })
  expect(pairs.length).toBeGreaterThan(5)
  for (const language of [en, vi])
    for (const [label, name] of pairs)
      expect(texts(language[name]).join(" ").toLowerCase(), `${label} in ${name}`).toContain(
        texts(language[label]).join(" ").toLowerCase(),
      )
})
