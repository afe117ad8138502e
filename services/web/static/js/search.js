// Search over one's worklog, by words, slips and meaning.

import { find, h } from "./dom.js"

export class SearchView {
  constructor({ me }) {
    this.me = me
    this.root = find("#search")
  }

  show() {
    document.title = "Search · weeklog"
    this.root.replaceChildren(h("header", { class: "week-head" }, h("h1", {}, "Search")))
  }
}
