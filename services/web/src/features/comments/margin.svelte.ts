// What is said in the margins: threads at an entry, an objective, a line of a review or a revision of a file.
// One `Margin` for what is shown; each place in it is named by its anchor.

import { SvelteSet } from "svelte/reactivity"
import { all, get, type Schemas } from "../../core/api"
import { groupBy } from "../../core/group"
import type { News } from "../../core/live.svelte"

export type Remark = Schemas["CommentState"]
export type Anchor = Schemas["AnchorNew"]
type Query = NonNullable<Parameters<typeof get<"/v1/comments">>[1]>["query"]

export interface Thread {
  id: string
  first: Remark
  remarks: readonly Remark[]
}

export function keyOf({ kind, id, line, line_id, revision }: Anchor): string {
  const where = kind === "review" ? (line_id ?? line) : kind === "artifact" ? revision : null
  return [kind, id, where ?? ""].join(":")
}

export class Margin {
  #remarks = $state.raw<readonly Remark[]>([])
  readonly #groups = $derived(groupBy(this.#remarks, (one) => keyOf(one.anchor)))
  readonly #open = new SvelteSet<string>()
  #asked = ""

  /** What `GET /v1/comments` takes. Of another worklog or week nothing is kept. */
  async load(query: Query): Promise<void> {
    const asked = JSON.stringify(query)
    if (asked !== this.#asked) {
      this.#remarks = []
      this.#open.clear()
    }
    this.#asked = asked
    const found = await all((cursor) => get("/v1/comments", { query: { ...query, limit: 200, cursor } }))
    if (asked === this.#asked) this.#remarks = found
  }

  threads(anchor: Anchor): Thread[] {
    const byThread = groupBy(this.#groups.get(keyOf(anchor)) ?? [], (one) => one.thread_id)
    return Array.from(byThread, ([id, remarks]) => ({ id, remarks, first: remarks[0] as Remark })).filter(
      ({ remarks }) => remarks.some((one) => !one.deleted),
    )
  }

  isOpen(anchor: Anchor): boolean {
    return this.#open.has(keyOf(anchor))
  }

  toggle(anchor: Anchor, open = !this.isOpen(anchor)): void {
    if (open) this.#open.add(keyOf(anchor))
    else this.#open.delete(keyOf(anchor))
  }

  /** Opens the place where a remark stands; false = there is none of that id. */
  reveal(id: string): boolean {
    const found = this.#remarks.find((one) => one.id === id)
    if (found) this.toggle(found.anchor, true)
    return found !== undefined
  }

  hear(news: News): void {
    if (news.type === "comment.added" || news.type === "comment.changed") this.take(news.comment)
  }

  /**
   * A remark as it is now. `resolved_*` are the whole thread's. A remark on what is not shown changes nothing
   * that is seen.
   */
  take(remark: Remark): void {
    const { resolved_at, resolved_by, thread_id } = remark
    const known = this.#remarks.some((one) => one.id === remark.id)
    const others = known
      ? this.#remarks.map((one) => (one.id === remark.id ? remark : one))
      : [...this.#remarks, remark]
    this.#remarks = others.map((one) => (one.thread_id === thread_id ? { ...one, resolved_at, resolved_by } : one))
  }
}
