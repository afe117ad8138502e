// Importing worklog pages: choose or drop, see what would come in, then bring it in.

import { upload } from "./api.js"
import { find, h, icon } from "./dom.js"

const NAMES_A_WEEK = /(?:week|tuần|tuan|w)[\s_\-.:#]*0*\d{1,3}(?!\d)/i
const BATCH = 40 // files in one request

export class ImportDialog {
  constructor({ imported }) {
    this.imported = imported
    this.dialog = find("#import")
    this.report = h("div", { class: "report", "aria-live": "polite" })
    const files = h("input", { type: "file", accept: ".md,text/markdown", multiple: true, class: "unseen", onchange: (event) => this.#chosen(event.target) })
    const folder = h("input", { type: "file", webkitdirectory: true, class: "unseen", onchange: (event) => this.#chosen(event.target) })
    this.dialog.append(
      h("div", { class: "section-head" }, h("h2", { id: "import-title" }, "Import worklog pages"), h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => this.dialog.close() }, icon("close"))),
      h("div", { class: "drop" }, h("p", {}, "Drop Markdown pages or a whole site here"), h("div", { class: "buttons" }, h("label", { class: "button" }, "Choose files", files), h("label", { class: "button" }, "Choose a folder", folder))),
      this.report)
    addEventListener("dragover", (event) => this.#over(event))
    addEventListener("drop", (event) => this.#dropped(event))
  }

  open() {
    this.report.replaceChildren(h("p", { class: "quiet" }, "You see what would come in before anything is saved. Pages of a site keep their path, so importing again updates them."))
    if (!this.dialog.open) this.dialog.showModal()
  }

  #over(event) {
    if (!event.dataTransfer?.types.includes("Files") || find("#app").hidden) return
    event.preventDefault()
    if (!this.dialog.open) this.open()
  }

  async #dropped(event) {
    if (!event.dataTransfer?.files.length || find("#app").hidden) return
    event.preventDefault()
    const roots = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry?.()).filter(Boolean)
    const found = roots.length ? (await Promise.all(roots.map((root) => walk(root, "")))).flat() : Array.from(event.dataTransfer.files, (file) => ({ path: file.name, file }))
    this.#preview(found)
  }

  #chosen(input) {
    const found = Array.from(input.files, (file) => ({ path: file.webkitRelativePath || file.name, file }))
    input.value = ""
    this.#preview(found)
  }

  #preview(found) {
    const pages = found.filter(({ path }) => /\.md$/i.test(path) && (!path.includes("/") || NAMES_A_WEEK.test(path))).map(({ path, file }) => ({ path: inSite(path), file }))
    if (!pages.length) return this.report.replaceChildren(h("p", { class: "fault" }, "There is no page in it: choose .md files, or a folder with week pages such as 1.1-Week1/_index.md."))
    return this.#send(pages, true)
  }

  async #send(pages, dryRun) {
    this.report.replaceChildren(h("p", { class: "quiet" }, dryRun ? "Reading…" : "Importing…"))
    try {
      const results = []
      for (let start = 0; start < pages.length; start += BATCH) {
        const form = new FormData()
        for (const { path, file } of pages.slice(start, start + BATCH)) form.append("files", file, path)
        form.append("dry_run", String(dryRun))
        results.push(...(await upload("/v1/pages/import", form)).pages)
      }
      this.#show(results, pages, dryRun)
      if (!dryRun) this.imported()
    } catch (error) {
      this.report.replaceChildren(h("p", { class: "fault" }, error.message))
    }
  }

  #show(results, pages, dryRun) {
    const fresh = results.filter((page) => page.outcome === "created" || page.outcome === "changed").length
    const go = h("button", { type: "button", class: "primary", onclick: () => this.#send(pages, false) }, `Import ${fresh} ${fresh === 1 ? "page" : "pages"}`)
    this.report.replaceChildren(
      h("ul", { class: "report-pages" }, results.map(reportRow)),
      h("div", { class: "buttons" }, dryRun && fresh ? go : null, dryRun ? h("span", { class: "quiet" }, fresh ? "Nothing has been saved yet." : "There is nothing new in it.") : h("button", { type: "button", class: "primary", onclick: () => this.dialog.close() }, "Done")))
    if (dryRun && fresh) go.focus()
  }
}

function reportRow(page) {
  const counts = page.outcome === "refused" ? null : h("small", {}, [many(page.entries, "entry", "entries"), many(page.objectives, "objective"), many(page.achievements, "achievement")].join(", "))
  const notes = [
    ...page.errors.map((fault) => h("li", { class: "bad" }, `${fault.field}: ${fault.message}`)),
    ...page.warnings.map((warning) => h("li", {}, `Line ${warning.line}: ${warning.message}`)),
    ...page.ambiguities.map((one) => h("li", {}, [one.question ?? one.kind, one.chosen && `taken as ${one.chosen}`].filter(Boolean).join(" – "))),
  ]
  return h("li", {}, h("span", { class: `outcome ${page.outcome}` }, page.outcome), h("div", {}, h("code", {}, page.path), counts, notes.length ? h("ul", {}, notes) : null))
}

const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`

/** From the site's `content` folder on, so that a page has one name however it was reached. */
export function inSite(path) {
  const parts = path.split("/")
  const content = parts.lastIndexOf("content", parts.length - 2)
  return content === -1 ? path : parts.slice(content).join("/")
}

async function walk(entry, above) {
  const path = above + entry.name
  if (entry.isFile) return [{ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }]
  const reader = entry.createReader()
  const found = []
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)) // at most 100 at a time
    if (!some.length) return found
    found.push(...(await Promise.all(some.map((one) => walk(one, `${path}/`)))).flat())
  }
}
