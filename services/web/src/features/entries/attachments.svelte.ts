// Files that go along with the entry that is being written. They are at the server already; the links to them outlive a
// reload, like the words.

import { draft, keepDraft } from "../../core/drafts"
import { attachAll, type Link } from "./attach"

const DRAFT = "entry.new.files"

export class Attachments {
  #links = $state.raw<readonly Link[]>(kept())
  busy = $state(false)

  get links(): readonly Link[] {
    return this.#links
  }

  set links(links: readonly Link[]) {
    this.#links = links
    keepDraft(DRAFT, links.length ? JSON.stringify(links) : "")
  }

  async add(files: readonly File[], week: number): Promise<void> {
    this.busy = true
    try {
      this.links = [...this.links, ...(await attachAll(files, week))]
    } finally {
      this.busy = false
    }
  }

  remove(link: Link): void {
    this.links = this.links.filter((one) => one !== link)
  }

  /** They belong to the entry that is sent now. */
  take(): readonly Link[] {
    const taken = this.links
    this.links = []
    return taken
  }
}

function kept(): readonly Link[] {
  try {
    return JSON.parse(draft(DRAFT) || "[]") as Link[]
  } catch {
    return []
  }
}
