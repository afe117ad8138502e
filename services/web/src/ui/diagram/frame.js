// Runs in the sandbox that `sandbox.ts` opens, after Mermaid itself: draws what it is sent, and answers with an SVG.

/* global mermaid */

const MOST_TEXT = 20_000 // characters of a diagram
const MOST_EDGES = 500
// What a diagram's own `%%{init}%%` may not change.
const FIXED = ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering"]

let drawn = 0

mermaid.initialize({
  startOnLoad: false,
  securityLevel: "strict",
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  suppressErrorRendering: true,
  maxTextSize: MOST_TEXT,
  maxEdges: MOST_EDGES,
  theme: "neutral",
  secure: [...FIXED, "htmlLabels", "themeCSS", "fontFamily"],
})

/** As XML, which Mermaid's own text may not be, with the size that a picture needs. */
function picture(text) {
  const svg = new DOMParser().parseFromString(text, "text/html").querySelector("svg")
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number)
  svg.setAttribute("width", width)
  svg.setAttribute("height", height)
  return { svg: new XMLSerializer().serializeToString(svg), width, height }
}

async function draw(source) {
  drawn += 1
  const { svg } = await mermaid.render(`diagram-${drawn}`, source)
  return picture(svg)
}

addEventListener("message", ({ data, ports: [port] }) => {
  draw(data).then(
    (made) => port.postMessage(made),
    (error) => port.postMessage({ fault: String(error?.message ?? error).slice(0, 500) }),
  )
})
