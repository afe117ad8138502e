// Files of an entry: each becomes an artifact of the entry's week, and the entry links to it.

import { sendFile, urlOf, type Schemas } from "../../core/api"
import { address } from "../../core/address"

interface Link {
  title: string
  url: string
}

/** A picture that is pasted has the name that the browser gives it. */
export async function attach(file: File, week: number): Promise<Link> {
  const made = (await sendFile(
    urlOf("/v1/artifacts", {}, { name: file.name, week }),
    file,
  )) as Schemas["ArtifactState"]
  return { title: made.title || made.name, url: `${location.origin}/${address(`/artifact/${made.id}`)}` }
}

/** What was dropped or pasted, when it is files rather than text. */
export const filesOf = (data: DataTransfer | null): File[] => Array.from(data?.files ?? [])
