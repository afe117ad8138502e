// Entries that were made or edited without a network. They wait in this browser, and are sent once each when it
// is back: a new one under the same `Idempotency-Key` however often it is tried, an edit on the version that it
// was made from.

import { ApiError, get, Offline, patch, post, randomKey, told, type Entry, type EntryPatch } from "./api"
import { newEntry, type Line } from "./lines"

export interface Waiting {
  key: string
  /** A line of the composer … */
  line?: Line
  /** … or what was changed of an entry. */
  edit?: { id: string; version: number; fields: EntryPatch; was: string }
  /** What the entry says now, when somebody else changed it meanwhile: the person decides. */
  theirs?: Entry
  /** Why the server refused it for good. */
  fault?: string
}

const PREFIX = "weeklog.outbox."

class Outbox {
  items = $state.raw<readonly Waiting[]>([])
  #owner = ""
  #sending: Promise<void> | null = null
  #arrived: (entry: Entry) => void = () => undefined

  constructor() {
    addEventListener("storage", (event) => event.key === PREFIX + this.#owner && this.#read())
  }

  open(person: string): void {
    this.#owner = person
    this.#read()
  }

  /** Called with every entry as the server answered it. */
  whenArrived(does: (entry: Entry) => void): void {
    this.#arrived = does
  }

  /** Those that go by themselves; the others wait for the person. */
  get ready(): readonly Waiting[] {
    return this.items.filter(({ theirs, fault }) => !theirs && !fault)
  }

  editOf(id: string): Waiting | undefined {
    return this.items.find(({ edit }) => edit?.id === id)
  }

  /** Under the key of an attempt that may have arrived after all. */
  addLine(line: Line, key = randomKey()): void {
    this.#write([...this.items, { key, line }])
  }

  /** Edits of the same entry become one. */
  addEdit(entry: Entry, fields: EntryPatch, version: number): void {
    const before = this.editOf(entry.id)
    const edit = before?.edit
      ? { ...before.edit, ...(before.theirs && { version }), fields: { ...before.edit.fields, ...fields } }
      : { id: entry.id, version, fields, was: entry.text }
    this.#write([...this.items.filter((one) => one !== before), { key: before?.key ?? randomKey(), edit }])
  }

  drop(key: string): void {
    this.#write(this.items.filter((one) => one.key !== key))
  }

  /** The person's words after all: the edit is made from what the entry says now. */
  insist({ key, edit, theirs }: Waiting): Promise<void> {
    if (edit && theirs) this.#replace(key, { key, edit: { ...edit, version: theirs.version } })
    return this.send()
  }

  /** One after the other, in the order they were made; two calls are one. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null))
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    for (const { key } of this.ready) {
      const one = this.items.find((item) => item.key === key)
      if (!one) continue
      try {
        this.#done(one, await sent(one))
      } catch (error) {
        if (error instanceof Offline || isLater(error)) return
        this.#replace(key, await settled(one, error))
      }
    }
  }

  /** What was changed again while it was on its way waits on, made from what the server answered. */
  #done(one: Waiting, entry: Entry): void {
    const now = this.items.find(({ key }) => key === one.key)
    if (now?.edit && now !== one) this.#replace(one.key, { ...now, edit: { ...now.edit, version: entry.version } })
    else this.drop(one.key)
    this.#arrived(entry)
  }

  #replace(key: string, next: Waiting | null): void {
    if (!next) return this.drop(key)
    this.#write(this.items.map((one) => (one.key === key ? next : one)))
  }

  #read(): void {
    try {
      this.items = JSON.parse(localStorage.getItem(PREFIX + this.#owner) ?? "[]") as Waiting[]
    } catch {
      this.items = [] // a browser that keeps nothing
    }
  }

  #write(items: readonly Waiting[]): void {
    this.items = items
    try {
      if (items.length) localStorage.setItem(PREFIX + this.#owner, JSON.stringify(items))
      else localStorage.removeItem(PREFIX + this.#owner)
    } catch {} // a full or forbidden store: it waits as long as the page is open
  }
}

export const outbox = new Outbox()

/** As the entry will be, for the eyes of who edited it. */
export function withEdits(entries: readonly Entry[]): readonly Entry[] {
  if (!outbox.ready.some(({ edit }) => edit)) return entries
  return entries.map((entry) => {
    const waiting = outbox.editOf(entry.id)
    return waiting?.edit && !waiting.theirs && !waiting.fault ? ({ ...entry, ...waiting.edit.fields } as Entry) : entry
  })
}

async function sent({ key, line, edit }: Waiting): Promise<Entry> {
  if (line) return post("/v1/entries", { body: await newEntry(line), key })
  if (!edit) throw new Error("neither a line nor an edit")
  return patch("/v1/entries/{entry_id}", { path: { entry_id: edit.id }, version: edit.version, body: edit.fields })
}

/** Signed out, too much at once, or a server in trouble: it is tried again. */
const isLater = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 429 || error.status >= 500)

/** What is left of it for the person to decide; nothing, when it had arrived before. */
async function settled(one: Waiting, error: unknown): Promise<Waiting | null> {
  const { edit } = one
  if (!edit || !(error instanceof ApiError) || error.status !== 412) return { ...one, fault: told(error) }
  const theirs = await get("/v1/entries/{entry_id}", { path: { entry_id: edit.id } }).catch(() => null)
  if (!theirs) return one
  return holds(theirs, edit.fields) ? null : { ...one, theirs }
}

const holds = (entry: Entry, fields: EntryPatch): boolean =>
  Object.entries(fields).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(entry[name as keyof Entry] ?? null),
  )
