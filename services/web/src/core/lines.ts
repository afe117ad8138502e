// A line of the composer as the entry that the API makes of it.

import { post, type QuickPreview, type Schemas } from "./api"

export interface Line {
  text: string
  /** The shown day; it holds unless the line names one. */
  day: string
  /** Word for word, nothing of it understood. */
  plainly: boolean
  /** Its day is to come. The server knows that of what it understands. */
  planned?: boolean
  /** Links to files that go along. */
  resources?: readonly { title: string; url: string }[]
}

/** The line is the server's to understand. */
export const understand = (quick: string): Promise<QuickPreview> =>
  post("/v1/entries/quick-preview", { body: { quick } })

export async function newEntry({ resources = [], ...line }: Line): Promise<Partial<Schemas["EntryNew"]>> {
  const read = await readLine(line)
  return resources.length ? { ...read, resources: [...resources] } : read
}

async function readLine({ text, day, plainly, planned }: Line): Promise<Partial<Schemas["EntryNew"]>> {
  if (plainly) return { text, start_on: day, ...(planned ? { status: "planned" } : {}) }
  const { understood } = await understand(text)
  return understood.some((one) => one.meaning === "day") ? { quick: text } : { quick: text, start_on: day }
}
