import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** One of the page's modules. They are served as plain .js files; Node needs a package.json beside them, so a copy gets one. */
export async function pageModule(name) {
  const folder = mkdtempSync(join(tmpdir(), "weeklog-page-"))
  try {
    cpSync(new URL("../static/js", import.meta.url), folder, { recursive: true })
    writeFileSync(join(folder, "package.json"), '{"type": "module"}')
    return await import(pathToFileURL(join(folder, name)).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
