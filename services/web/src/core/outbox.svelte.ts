// What was made, edited, moved or deleted without a network. It waits in this browser, and is sent once when the
// network is back: what makes or moves an entry under the same `Idempotency-Key` however often it is tried, a change
// on the version that it was made from.

import { ApiError, get, Offline, patch, post, randomKey, remove, told, type Entry, type EntryPatch } from "./api"
import { newEntry, type Line } from "./lines"

/** An entry, the version that a change was made from, and its text as it was. */
interface Of {
  id: string
  version: number
  was: string
}
export type Edit = Of & { fields: EntryPatch }
export type Removal = Of
/** Behind another entry, or first of its day; `from` is its day before. */
export type Move = Of & { after: string | null; start_on: string; from: string }

/** One of `line` (of the composer), `edit`, `move` and `removal`. */
export interface Waiting {
  key: string
  line?: Line
  edit?: Edit
  move?: Move
  removal?: Removal
  /** What the entry says now, when somebody else changed it meanwhile: the person decides. */
  theirs?: Entry
  /** Why the server refused it for good. */
  fault?: string
}

/** What the server answered. */
export type Arrived = { entry: Entry } | { gone: string }

const PREFIX = "weeklog.outbox."
const CHANGES = ["edit", "move", "removal"] as const

class Outbox {
  items = $state.raw<readonly Waiting[]>([])
  #owner = ""
  #sending: Promise<void> | null = null
  #arrived: (arrived: Arrived) => void = () => undefined

  constructor() {
    addEventListener("storage", (event) => event.key === PREFIX + this.#owner && this.#read())
  }

  open(person: string): void {
    this.#owner = person
    this.#read()
  }

  whenArrived(does: (arrived: Arrived) => void): void {
    this.#arrived = does
  }

  /** Those that go by themselves; the others wait for the person. */
  get ready(): readonly Waiting[] {
    return this.items.filter(({ theirs, fault }) => !theirs && !fault)
  }

  /** Whether a change of this entry waits: what is done to it next goes behind that. */
  waitsFor(id: string): boolean {
    return this.items.some((one) => changeOf(one)?.id === id)
  }

  /** Under the key of an attempt that may have arrived after all. */
  addLine(line: Line, key = randomKey()): void {
    this.#write([...this.items, { key, line }])
  }

  /** Edits of the same entry become one. */
  addEdit(entry: Entry, fields: EntryPatch, version: number): void {
    const before = this.items.find(({ edit }) => edit?.id === entry.id)
    const edit = before?.edit
      ? { ...before.edit, ...(before.theirs && { version }), fields: { ...before.edit.fields, ...fields } }
      : { ...of(entry), version, fields }
    this.#put(before, { key: before?.key ?? randomKey(), edit })
  }

  /** The last place is the one that counts. */
  addMove(entry: Entry, after: string | null, start_on: string): void {
    const before = this.items.find(({ move }) => move?.id === entry.id)
    const from = before?.move?.from ?? entry.start_on
    this.#put(before, { key: randomKey(), move: { ...of(entry), after, start_on, from } })
  }

  /** What else was to be done to the entry is not worth sending any more. Answers the key, to take it back. */
  addRemoval(entry: Entry): string {
    const key = randomKey()
    const others = this.items.filter((one) => changeOf(one)?.id !== entry.id)
    this.#write([...others, { key, removal: of(entry) }])
    return key
  }

  drop(key: string): void {
    this.#write(this.items.filter((one) => one.key !== key))
  }

  /** What the person wants after all: it is asked of what the entry says now. */
  insist({ theirs, ...mine }: Waiting): Promise<void> {
    if (theirs) this.#replace(mine.key, onVersion(mine, theirs))
    return this.send()
  }

  /** One after the other, in the order they were made; two calls are one. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null))
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    const tried = new Set<string>()
    const next = (): Waiting | undefined => this.ready.find(({ key }) => !tried.has(key))
    for (let one = next(); one; one = next()) {
      tried.add(one.key)
      try {
        this.#done(one, await sent(one))
      } catch (error) {
        if (error instanceof Offline || isLater(error)) return
        this.#replace(one.key, await settled(one, error))
      }
    }
  }

  /** What was asked of the entry while this was on its way is asked of what the server answered. */
  #done(one: Waiting, entry: Entry | null): void {
    const now = this.items.find(({ key }) => key === one.key)
    const editedAgain = now?.edit && now !== one
    const left = editedAgain ? this.items : this.items.filter(({ key }) => key !== one.key)
    this.#write(entry ? left.map((item) => onVersion(item, entry)) : left)
    this.#arrived(entry ? { entry } : { gone: one.removal?.id ?? "" })
  }

  #put(before: Waiting | undefined, item: Waiting): void {
    this.#write([...this.items.filter((one) => one !== before), item])
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

const of = ({ id, version, text }: Entry): Of => ({ id, version, was: text })

export const changeOf = ({ edit, move, removal }: Waiting): Of | undefined => edit ?? move ?? removal

function onVersion(one: Waiting, { id, version }: Entry): Waiting {
  const kind = CHANGES.find((name) => one[name]?.id === id)
  return kind && !one.theirs ? { ...one, [kind]: { ...one[kind], version } } : one
}

/** The entry as the server has it now; null = it was deleted. */
async function sent({ key, line, edit, move, removal }: Waiting): Promise<Entry | null> {
  if (line) return post("/v1/entries", { body: await newEntry(line), key })
  if (edit) return patch("/v1/entries/{entry_id}", { ...at(edit), body: edit.fields })
  if (move) {
    const body = { after: move.after, start_on: move.start_on }
    return post("/v1/entries/{entry_id}/move", { ...at(move), body, key })
  }
  if (removal) return remove("/v1/entries/{entry_id}", at(removal))
  throw new Error("neither a line nor a change")
}

const at = ({ id, version }: Of) => ({ path: { entry_id: id }, version })

/** Signed out, too much at once, or a server in trouble: it is tried again. */
const isLater = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.status === 429 || error.status >= 500)

/** What is left of it: to be tried again under another key, or for the person to decide; nothing, when it is so. */
async function settled(one: Waiting, error: unknown): Promise<Waiting | null> {
  const refused = { ...one, fault: told(error) }
  const change = changeOf(one)
  if (!change || !(error instanceof ApiError)) return refused
  if (error.status === 404 && one.removal) return null
  if (error.status === 422 && one.move?.after) return alone(one, one.move)
  if (error.status !== 412) return refused
  const theirs = await get("/v1/entries/{entry_id}", { path: { entry_id: change.id } }).catch(() => null)
  return theirs ? beside(one, theirs) : one
}

/** What it was to stand behind is gone: it stands first of its day. */
const alone = (one: Waiting, move: Move): Waiting => ({ ...one, key: randomKey(), move: { ...move, after: null } })

/** Of what others did meanwhile only the same is a conflict: words do not stand in the way of a move. */
function beside(one: Waiting, theirs: Entry): Waiting | null {
  if (one.edit && holds(theirs, one.edit.fields)) return null
  const { from, start_on } = one.move ?? {}
  if (theirs.start_on === from || theirs.start_on === start_on) return { ...onVersion(one, theirs), key: randomKey() }
  return { ...one, theirs }
}

const holds = (entry: Entry, fields: EntryPatch): boolean =>
  Object.entries(fields).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(entry[name as keyof Entry] ?? null),
  )
