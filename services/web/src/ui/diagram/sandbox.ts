// Mermaid in a frame without an origin: it holds no cookie, reaches nothing of the page and no network, and what comes
// back is used as a picture only, in which nothing runs and nothing is loaded.

import mermaidUrl from "@mermaid-js/tiny/dist/mermaid.tiny.js?url"
import { t } from "../../core/i18n.svelte"
import frameUrl from "./frame.js?url"

export interface Picture {
  url: string
  width: number
  height: number
}

const PATIENCE = 15_000 // milliseconds for one diagram, with the loading of Mermaid before the first
const IDLE = 30_000 // milliseconds after which the frame is let go of
const LARGEST = 2_000_000 // characters of a picture

let frame: Promise<HTMLIFrameElement> | null = null
let last: Promise<unknown> = Promise.resolve()
let idle: ReturnType<typeof setTimeout> | undefined

/** One after the other. An error says why there is no picture. */
export function draw(source: string): Promise<Picture> {
  const drawn = last.then(() => drawNow(source))
  last = drawn.catch(() => undefined)
  return drawn
}

async function drawNow(source: string): Promise<Picture> {
  clearTimeout(idle)
  frame ??= open()
  try {
    const answer = await asked(await frame, source)
    idle = setTimeout(close, IDLE)
    return pictureOf(answer)
  } catch (error) {
    close()
    throw error
  }
}

/** Whatever it answers, it is not trusted. */
function pictureOf(answer: unknown): Picture {
  const { svg, width, height, fault } = answer as Record<string, unknown>
  if (typeof svg !== "string" || !svg.startsWith("<svg") || svg.length > LARGEST)
    throw new Error(typeof fault === "string" ? fault : t("diagram.unreadable"))
  return {
    url: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`,
    width: Number(width),
    height: Number(height),
  }
}

function asked(opened: HTMLIFrameElement, source: string): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(t("diagram.slow"))), PATIENCE)
    port1.onmessage = ({ data }) => resolve(data)
    opened.contentWindow?.postMessage(source, "*", [port2]) // it has no origin that could be named
  })
}

function open(): Promise<HTMLIFrameElement> {
  const made = document.createElement("iframe")
  const scripts = [mermaidUrl, frameUrl].map((url) => new URL(url, location.href).href)
  const policy = `default-src 'none'; script-src ${scripts.join(" ")}; style-src 'unsafe-inline'`
  made.setAttribute("sandbox", "allow-scripts")
  made.setAttribute("aria-hidden", "true")
  made.title = t("diagram.sandbox")
  made.tabIndex = -1
  made.className = "sandbox"
  made.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body>${scripts
    .map((url) => `<script src="${url}"></script>`)
    .join("")}`
  return new Promise((resolve) => {
    made.onload = () => resolve(made)
    document.body.append(made)
  })
}

function close(): void {
  void frame?.then((made) => made.remove())
  frame = null
}
