// What to look at before pages become public, gravest first.

import { h, words } from "./dom.js"

const LEVELS = [["blocker", "Must not be published"], ["warning", "Look at it first"], ["note", "Worth knowing"]]

export function findingsSection(findings) {
  if (!findings.length) return null
  const groups = LEVELS.map(([level, title]) => group(level, title, findings.filter((one) => one.level === level)))
  return h("section", { class: "findings", "aria-labelledby": "findings-title" }, h("div", { class: "section-head" }, h("h2", { id: "findings-title" }, "Before you publish")), groups)
}

/** Notes are many and never urgent: they wait behind their number. */
function group(level, title, findings) {
  if (!findings.length) return null
  const byPage = new Map()
  for (const one of findings) byPage.set(one.path, [...(byPage.get(one.path) ?? []), one])
  const pages = Array.from(byPage, ([path, ofPage]) => h("li", {}, h("code", {}, path), h("ul", {}, ofPage.map((one) => h("li", {}, one.line ? h("span", { class: "line" }, `line ${one.line}`) : null, words(one.message))))))
  return h("details", { class: `level ${level}`, open: level !== "note" }, h("summary", {}, h("b", {}, title), h("span", { class: "tally" }, String(findings.length))), h("ul", { class: "by-page" }, pages))
}
