// A line of the composer as the entry that the API makes of it.

import { post, type QuickPreview, type Schemas } from "./api"

export interface Line {
  text: string
  /** The shown day; it holds unless the line names one. */
  day: string
  /** Word for word, nothing of it understood. */
  plainly: boolean
}

/** The line is the server's to understand. */
export const understand = (quick: string): Promise<QuickPreview> =>
  post("/v1/entries/quick-preview", { body: { quick } })

export async function newEntry({ text, day, plainly }: Line): Promise<Partial<Schemas["EntryNew"]>> {
  if (plainly) return { text, start_on: day }
  const { understood } = await understand(text)
  return understood.some((one) => one.meaning === "day") ? { quick: text } : { quick: text, start_on: day }
}
