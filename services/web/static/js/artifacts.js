// Files and their revisions.

import { find, h } from "./dom.js"

export class ArtifactsView {
  constructor({ me }) {
    this.me = me
    this.root = find("#artifacts")
  }

  show() {
    document.title = "Files · weeklog"
    this.root.replaceChildren(h("header", { class: "week-head" }, h("h1", {}, "Files")))
  }

  showOne() {
    this.show()
  }
}
