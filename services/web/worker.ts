import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Plugin } from "vite"

const TEMPLATE = "src/worker/shell.js"

/**
 * Writes `sw.js`: it keeps what the first visit loads. Its version is that of the files, so a changed page is
 * a new worker.
 */
export function shellWorker(): Plugin {
  return {
    name: "shell-worker",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const first = Object.values(bundle).filter((one) => one.type === "chunk" || one.fileName.endsWith(".css"))
        const template = readFileSync(TEMPLATE, "utf8")
        const files = ["/", ...first.map(({ fileName }) => `/${fileName}`).sort()]
        const version = createHash("sha256").update(template).update(files.join(" ")).digest("hex").slice(0, 12)
        const source = template
          .replace('const FILES = ["/"]', () => `const FILES = ${JSON.stringify(files)}`)
          .replace('const VERSION = "0"', () => `const VERSION = "${version}"`)
        this.emitFile({ type: "asset", fileName: "sw.js", source })
      },
    },
  }
}
