import { svelte } from "@sveltejs/vite-plugin-svelte"
import { defineConfig } from "vite"
import { compress } from "./compress.ts"
import { shellWorker } from "./worker.ts"

const gateway = process.env["WEEKLOG_URL"] ?? "http://127.0.0.1:8000"

export default defineConfig({
  plugins: [svelte(), shellWorker(), compress()],
  build: {
    target: "es2022",
    outDir: process.env["WEEKLOG_WEB_OUT"] ?? "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0, // everything comes from a file of its own: the policy allows no inline script
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/v1": { target: gateway, ws: true } } },
})
