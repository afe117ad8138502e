import type { Schemas } from "../../core/api"

export type Question = Schemas["Question"]
export type Scope = Question["scopes"][number]

/** Kinds of questions that a day answers. */
export const ASKS_A_DAY: ReadonlySet<string> = new Set(["date_typo", "unreadable_date", "weekday_clash"])
