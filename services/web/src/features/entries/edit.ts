// An entry as a form, and what of it was changed.

import type { Entry, EntryPatch } from "../../core/api"

export interface EntryFields {
  text: string
  start_on: string
  end_on: string
  status: Entry["status"]
  /** With spaces between; a `#` before a tag is no part of it. */
  tags: string
  resources: { title: string; url: string }[]
  /** Empty = not counted. */
  hours: number | null | undefined
  /** A day; means something while the entry is blocked. */
  blocked_since: string
}

export function fieldsOf(entry: Entry): EntryFields {
  const { text, start_on, end_on, status } = entry
  const resources = entry.resources.map(({ title, url }) => ({ title: title ?? "", url: url ?? "" }))
  const { hours, blocked_since } = { hours: entry.hours ?? null, blocked_since: entry.blocked_since ?? "" }
  return { text, start_on, end_on, status, tags: entry.tags.join(" "), resources, hours, blocked_since }
}

/** Only what was changed, so that what others changed meanwhile is left alone. */
export function changes(entry: Entry, form: EntryFields): EntryPatch {
  const before = sent(fieldsOf(entry))
  const after = sent(form)
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
  )
  return Object.fromEntries(changed) as EntryPatch
}

function sent(form: EntryFields) {
  return {
    text: form.text,
    start_on: form.start_on,
    // An entry whose day is moved behind its end ends with it.
    end_on: form.end_on < form.start_on ? form.start_on : form.end_on,
    status: form.status,
    tags: form.tags.split(/[\s,#]+/).filter(Boolean),
    resources: form.resources
      .map(({ title, url }) => ({ title: title.trim(), url: url.trim() || null }))
      .filter(({ title, url }) => title || url),
    hours: form.hours ?? null,
    ...(form.status === "blocked" && form.blocked_since ? { blocked_since: form.blocked_since } : {}),
  }
}
