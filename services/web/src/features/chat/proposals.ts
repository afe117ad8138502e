// What the assistant proposes to write: its fields as a form, and what of it was changed.

import type { Schemas } from "../../core/api"

export type Proposal = Schemas["Proposal"]
export type Edited = Partial<Schemas["ProposalEdit"]>

/** A line of a review: as it stands, and as it would. */
export interface EditedLine {
  change: "add" | "change" | "move" | "remove"
  section: string
  was: string
  text: string
}

/** What a proposal may say; which of it, depends on its kind. */
export interface Content {
  text: string
  start_on?: string
  end_on?: string
  status?: string
  tags?: string[]
  week?: number
  state?: string
  lines?: EditedLine[]
}

export type FieldName = "text" | "start_on" | "end_on" | "status" | "tags" | "week" | "state"

export const FIELDS: Record<Proposal["kind"], readonly FieldName[]> = {
  entry: ["text", "start_on", "end_on", "status", "tags"],
  status: ["status"],
  objective: ["text", "week"],
  objective_state: ["state"],
  review: ["text"],
}

/** The words of a review's only line are its text. */
export function contentOf({ kind, content }: Proposal): Content {
  const held = content as unknown as Content
  const only = held.lines?.length === 1 ? held.lines[0] : undefined
  return kind === "review" ? { ...held, text: only?.text ?? "" } : held
}

/** What may be said otherwise. Of several lines of a review, nothing: they are edited in the review. */
export const fieldsOf = (proposal: Proposal): readonly FieldName[] =>
  proposal.kind === "review" && !contentOf(proposal).text ? [] : FIELDS[proposal.kind]

/** As the fields of a form hold it. */
export function typedOf(content: Content, name: FieldName): string {
  const value = content[name]
  return Array.isArray(value) ? value.join(" ") : String(value ?? "")
}

/** Only what was changed: the rest is accepted as proposed. */
export function edited(content: Content, typed: Record<string, string>): Edited {
  const changes = Object.entries(typed)
    .map(([name, text]) => [name, valueOf(name, text)] as const)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(content[name as FieldName]))
  return Object.fromEntries(changes) as Edited
}

const valueOf = (name: string, text: string): string | number | string[] =>
  name === "tags" ? text.split(/[\s,#]+/).filter(Boolean) : name === "week" ? Number(text) : text

/** Where what was accepted stands now. */
export function linkOf({ kind, content, result_id, state }: Proposal): string | null {
  if (state !== "accepted") return null
  if (kind === "entry" || kind === "status") return `#/entry/${result_id}`
  return kind === "objective" || kind === "review" ? `#/week/${(content as unknown as Content).week}` : null
}
