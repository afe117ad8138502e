// The review of the shown week: fetched, drafted, edited line by line, and moved on in its round.

import { announce } from "../../core/announce.svelte"
import { ApiError, get, patch, post, told, type Schemas } from "../../core/api"
import { t, word } from "../../core/i18n.svelte"
import type { WeekModel } from "../week/week.svelte"

export type Review = Schemas["ReviewRead"]
export type ReviewLine = Schemas["StoredLine"]
export type Move = Review["may"][number]
type Change = Partial<Schemas["LineChange"]>

const LOOK_AGAIN = 1500 // milliseconds; the event comes sooner, this is for when the socket is away
const EDITABLE = new Set(["drafted", "sent_back"])

/** In the order in which a review shows them. */
export const SECTIONS = [
  "summary",
  "objectives",
  "themes",
  "achievements",
  "learnt",
  "feedback",
  "blocked",
  "open",
  "next",
  "check",
  "left_out",
] as const

export class ReviewModel {
  review = $state.raw<Review | null>(null)
  fault = $state("")
  busy = $state(false)
  /** The week has changed since the draft: submitting it all the same has to be meant. */
  stale = $state(false)
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly week: WeekModel) {}

  get own(): boolean {
    return this.week.person === null && !this.week.readOnly
  }

  get editable(): boolean {
    return this.own && this.review !== null && EDITABLE.has(this.review.state)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  async load(id: string): Promise<void> {
    const turn = (this.#turn += 1)
    try {
      const review = await get("/v1/reviews/{review_id}", { path: { review_id: id } })
      if (turn === this.#turn) this.#show(review)
    } catch (error) {
      if (turn === this.#turn) this.fault = told(error)
    }
  }

  #show(review: Review): void {
    const before = this.review
    this.review = review
    this.#mark(review)
    clearTimeout(this.#timer)
    if (review.state === "pending") this.#timer = setTimeout(() => void this.load(review.id), LOOK_AGAIN)
    else if (before?.state === "pending") announce(t("review.isDrafted"))
    if (before?.version !== review.version) this.#noteOpened(review)
  }

  /** The week says so, too, and so does the list of weeks. */
  #mark({ id, state, version }: Review): void {
    const marked = this.week.week?.review
    if (marked?.id === id && marked.state === state && marked.version === version) return
    this.week.put({ review: { id, state, version } })
    if (marked?.state !== state) this.week.changed()
  }

  /** Only what its reader has seen as it is now may be approved together with others. */
  #noteOpened(review: Review): void {
    if (this.week.person === null || review.state === "pending") return
    void post("/v1/reviews/{review_id}/opened", { path: { review_id: review.id } }).catch(() => undefined)
  }

  /** Answers whether it was done; what was refused is said in `fault`. */
  async #ask(does: () => Promise<Review>): Promise<boolean> {
    this.busy = true
    this.fault = ""
    try {
      const review = await does()
      this.#turn += 1
      this.stale = false
      this.#show(review)
      return true
    } catch (error) {
      this.fault = told(error)
      if (error instanceof ApiError && error.status === 412 && this.review) await this.load(this.review.id)
      return false
    } finally {
      this.busy = false
    }
  }

  draft(): Promise<boolean> {
    return this.#ask(() => post("/v1/weeks/{number}/review", { path: { number: this.week.number } }))
  }

  async move(move: Move, reason = ""): Promise<boolean> {
    const { review } = this
    if (!review) return false
    const path = { review_id: review.id }
    if (move === "submit" && review.changes.length && !this.stale) {
      this.stale = true
      return false
    }
    const done = await this.#ask(() => this.#moved(move, path, reason))
    if (done) announce(word("reviewState", this.review?.state ?? ""))
    return done
  }

  #moved(move: Move, path: { review_id: string }, reason: string): Promise<Review> {
    switch (move) {
      case "submit":
        return post("/v1/reviews/{review_id}/submit", { path, body: { although_changed: this.stale } })
      case "take-back":
        return post("/v1/reviews/{review_id}/take-back", { path })
      case "send-back":
        return post("/v1/reviews/{review_id}/send-back", { path, body: { reason } })
      case "approve":
        return post("/v1/reviews/{review_id}/approve", { path })
      case "reopen":
        return post("/v1/reviews/{review_id}/reopen", { path, body: { reason } })
      case "publish":
        return post("/v1/reviews/{review_id}/publish", { path })
    }
  }

  /** Of the version that is shown: what was changed elsewhere meanwhile is not written over. */
  edit(changes: { lines?: Change[]; accept?: string[]; decline?: string[] }): Promise<boolean> {
    const { review } = this
    if (!review) return Promise.resolve(false)
    const body = changes as Partial<Schemas["ReviewPatch"]>
    return this.#ask(() =>
      patch("/v1/reviews/{review_id}", { path: { review_id: review.id }, version: review.version, body }),
    )
  }

  /** A place up or down, among all lines that are shown. */
  async shift(line: ReviewLine, by: -1 | 1): Promise<void> {
    const lines = this.review?.lines.filter((one) => one.section === line.section) ?? []
    const at = lines.findIndex((one) => one.id === line.id)
    const other = lines[at + by]
    if (!other) return announce(t(by > 0 ? "review.isLast" : "review.isFirst"))
    const change: Change = by > 0 ? { id: line.id, after: other.id } : { id: other.id, after: line.id }
    if (await this.edit({ lines: [change] })) announce(t(by > 0 ? "said.movedDown" : "said.movedUp"))
  }
}
