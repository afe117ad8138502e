// Importing worklog pages: choose or drop, see what would come in, then bring it in.

import { get, upload } from "./api.js"
import { find, h, icon, many } from "./dom.js"

const NAMES_A_WEEK = /(?:week|tuần|tuan|w)[\s_\-.:#]*0*\d{1,3}(?!\d)/i
const BATCH = 500 // files in one request: as many as can be, because the pages of one site explain each other

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
    if (!event.dataTransfer?.types.includes("Files") || find("#app").hidden || !find("#artifacts").hidden) return
    event.preventDefault()
    if (!this.dialog.open) this.open()
  }

  async #dropped(event) {
    if (!event.dataTransfer?.files.length || find("#app").hidden || !find("#artifacts").hidden) return
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
    const bar = h("progress", { max: pages.length, "aria-label": "Pages read" })
    this.report.replaceChildren(h("p", { class: "quiet" }, dryRun ? "Reading…" : "Importing…"), bar)
    try {
      const results = []
      for (let start = 0; start < pages.length; start += BATCH) {
        const form = new FormData()
        for (const { path, file } of pages.slice(start, start + BATCH)) form.append("files", file, path)
        form.append("dry_run", String(dryRun))
        const report = await finished(await upload("/v1/pages/import", form), (done) => { bar.value = start + done })
        results.push(...report.pages)
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
      h("div", { class: "buttons" }, dryRun && fresh ? go : null, dryRun ? h("span", { class: "quiet" }, fresh ? "Nothing has been saved yet." : "There is nothing new in it.") : this.#end(results)))
    if (dryRun && fresh) go.focus()
  }

  #end(results) {
    const questions = results.reduce((sum, page) => sum + page.ambiguities.length, 0)
    const close = () => this.dialog.close()
    const toInbox = h("a", { class: "button", href: "#/inbox", onclick: close }, `${many(questions, "question")} to settle`)
    return [h("button", { type: "button", class: "primary", onclick: close }, "Done"), questions ? toInbox : null]
  }
}

/** Many pages are imported in the background: waits for their report. */
async function finished(answer, progress) {
  let job = answer
  for (let pause = 150; !job.pages && !job.report; pause = Math.min(pause * 1.4, 1000)) {
    if (job.state === "failed" || job.state === "cancelled") throw new Error(job.error || "The import failed and nothing was saved: try again.")
    progress(job.done)
    await new Promise((later) => setTimeout(later, pause))
    job = await get(`/v1/pages/imports/${job.id}`)
  }
  return job.report ?? job
}

function reportRow(page) {
  const counts = page.outcome === "refused" ? null : h("small", {}, [many(page.entries, "entry", "entries"), many(page.objectives, "objective"), many(page.achievements, "achievement")].join(", "))
  const notes = [
    ...page.errors.map((fault) => h("li", { class: "bad" }, `${fault.field}: ${fault.message}`)),
    ...page.warnings.map((warning) => h("li", {}, `Line ${warning.line}: ${warning.message}`)),
    ...(page.lint ?? []).filter((one) => one.level === "blocker").map((one) => h("li", { class: "bad" }, `Line ${one.line}: ${one.message}`)),
    ...page.ambiguities.map((one) => h("li", {}, [one.question ?? one.kind, one.chosen && `taken as ${one.chosen}`].filter(Boolean).join(" – "))),
  ]
  return h("li", {}, h("span", { class: `outcome ${page.outcome}` }, page.outcome), h("div", {}, h("code", {}, page.path), counts, notes.length ? h("ul", {}, notes) : null))
}

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
