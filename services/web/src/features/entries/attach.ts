// Files of an entry: each becomes an artifact of the entry's week, and the entry links to it.

import { sendFile, urlOf, type Schemas } from "../../core/api"
import { address } from "../../core/address"

export interface Link {
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

/** All of them, or an error about the first that was refused. */
export async function attachAll(files: readonly File[], week: number): Promise<Link[]> {
  const links: Link[] = []
  for (const file of files) links.push(await attach(file, week))
  return links
}

/** Asks the person for files. */
export function chooseFiles(take: (files: readonly File[]) => void): void {
  const input = document.createElement("input")
  Object.assign(input, { type: "file", multiple: true, onchange: () => take(Array.from(input.files ?? [])) })
  input.click()
}

/** Makes a place take files that are pasted there or dropped on it; text stays the field's own. */
export function takesFiles(take: (files: readonly File[]) => void) {
  return (place: HTMLElement) => {
    const ending = new AbortController()
    const hear = <Name extends "paste" | "drop" | "dragover" | "dragleave">(
      name: Name,
      does: (event: HTMLElementEventMap[Name]) => void,
    ): void => place.addEventListener(name, does, { signal: ending.signal })
    const over = (is: boolean): boolean => place.toggleAttribute("data-files-over", is)
    const given = (event: Event, data: DataTransfer | null): void => {
      over(false)
      const files = Array.from(data?.files ?? [])
      if (!files.length || event.defaultPrevented) return // a place within this one has taken them
      event.preventDefault()
      take(files)
    }
    hear("paste", (event) => given(event, event.clipboardData))
    hear("drop", (event) => given(event, event.dataTransfer))
    hear("dragleave", () => over(false))
    hear("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files") || event.defaultPrevented) return
      event.preventDefault()
      over(true)
    })
    return () => ending.abort()
  }
}
