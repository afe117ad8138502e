// What the person's stream tells: the very shapes of the event catalogue.

import type { Entry, Schemas } from "./api"

export type PersonEvent =
  | { type: "entry.logged" | "entry.changed"; entry: Entry }
  | { type: "entry.deleted"; entry_id: string; week: number }
  | { type: "week.changed" | "suggestions.changed"; week: number }
  | { type: "review.drafted"; review_id: string; week: number; version: number }
  | { type: "review.changed"; review_id: string; week: number; version: number; state: string; of: string }
  | { type: "comment.added" | "comment.changed"; comment: Schemas["CommentState"] }
  | { type: "notice.raised"; notice: Schemas["NoticeState"] }
  | { type: "question.asked"; reply_id: string; conversation_id: string }
  | { type: "reply.ready"; reply_id: string; conversation_id: string; state: string }
  | { type: "import.progress"; import_id: string; done: number; total: number }
  | { type: "import.finished"; import_id: string }
  | { type: "stream.reset" }

/** Of the page itself: what was fetched may be old, fetch it again. */
export interface FetchAgain {
  type: "fetch.again"
}
