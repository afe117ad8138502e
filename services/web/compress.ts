import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import type { Plugin } from "vite"

const LARGE = 1_000_000 // bytes: what is fetched rarely need not hold up the build
const WORTH_IT = /\.(js|css|html|svg|json|webmanifest)$/

/**
 * Writes `.br` and `.gz` beside every text file of the build, so that the gateway compresses nothing while it
 * serves.
 */
export function compress(): Plugin {
  let folder = ""
  return {
    name: "compress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      for (const name of files.filter((file) => WORTH_IT.test(file))) {
        const path = join(folder, name)
        const bytes = readFileSync(path)
        const most = bytes.length > LARGE ? 6 : constants.BROTLI_MAX_QUALITY
        const quality = { [constants.BROTLI_PARAM_QUALITY]: most }
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
