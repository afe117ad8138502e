// One entry that is shown, and what can be done with it. Without a network, and behind what waits for one, each deed
// waits in the outbox.

import { tick } from "svelte"
import { announce } from "../../core/announce.svelte"
import { ApiError, get, Offline, patch, post, remove, told, type Entry, type EntryPatch } from "../../core/api"
import { longDay } from "../../core/dates"
import { draft, keepDraft } from "../../core/drafts"
import { t, word } from "../../core/i18n.svelte"
import { outbox } from "../../core/outbox.svelte"
import { toast } from "../../core/toast.svelte"
import { attachAll } from "./attach"
import { STATUSES, type WeekEntries, type WeekOwner } from "./model.svelte"

export class EntryModel {
  #latest = $state.raw<Entry | null>(null) // of the server, when it is newer than what the week holds
  #begun = $state.raw<Entry | null>(null)
  editing = $state(false)
  fault = $state("")

  constructor(
    readonly model: WeekEntries,
    readonly given: () => Entry,
  ) {
    this.#begun = given()
    this.editing = hasDraft(given()) && !model.readOnly // what was being written before
  }

  entry = $derived.by(() => {
    const given = this.given()
    return this.#latest && this.#latest.version > given.version ? this.#latest : given
  })

  /** What the words in the making were begun from: what others change meanwhile is told, not written over. */
  get base(): Entry {
    return this.#begun ?? this.entry
  }

  get #view(): WeekOwner {
    return this.model.view
  }

  get #path(): { entry_id: string } {
    return { entry_id: this.entry.id }
  }

  edit(): void {
    this.#begun = this.entry
    this.editing = true
  }

  /** The focus goes to the entry, also when it stands elsewhere now. */
  async leave(): Promise<void> {
    this.editing = false
    await this.focus()
  }

  async focus(): Promise<void> {
    await tick()
    const row = await this.model.draw(this.entry.id)
    row?.focus()
  }

  /** Answers what was refused, or null. */
  async save(fields: EntryPatch, again = true): Promise<string | null> {
    const { version } = this.editing ? this.base : this.entry
    if (outbox.waitsFor(this.entry.id)) return this.#saveLater(fields, version)
    try {
      this.#take(await patch("/v1/entries/{entry_id}", { path: this.#path, version, body: fields }), fields)
      return null
    } catch (error) {
      if (error instanceof Offline) return this.#saveLater(fields, version)
      // A status is meant whatever else was changed meanwhile; words are not written over.
      if (again && !this.editing && isStale(error)) {
        await this.#refetch()
        return this.save(fields, false)
      }
      return this.#complain(error)
    }
  }

  /** The files go to the server at once; then the entry, as it is by now, links to them. */
  async attach(files: readonly File[]): Promise<void> {
    try {
      const links = await attachAll(files, this.entry.week)
      await this.#refetch()
      await this.save({ resources: [...this.entry.resources, ...links] }, false)
    } catch (error) {
      await this.#complain(error)
    }
  }

  #take(saved: Entry, fields: EntryPatch): void {
    this.#latest = saved
    this.fault = ""
    keepDraft(`entry.${saved.id}`, "")
    this.#view.upsert(saved)
    this.#view.changed()
    const status = fields.status && !this.editing
    announce(
      status
        ? t("said.status", { status: word("status", saved.status) })
        : t("said.saved", { day: longDay(saved.start_on) }),
    )
  }

  #saveLater(fields: EntryPatch, version: number): null {
    outbox.addEdit(this.entry, fields, version)
    keepDraft(`entry.${this.entry.id}`, "")
    this.#waits()
    return null
  }

  #waits(): void {
    this.fault = ""
    announce(t("outbox.kept"))
    void outbox.send()
  }

  /** Along the columns of the board: to the status before or after this one. */
  async step(by: -1 | 1): Promise<void> {
    const status = STATUSES[STATUSES.indexOf(this.entry.status) + by]
    if (status) await this.become(status)
  }

  /** In the column of another status it keeps the focus. */
  async become(status: Entry["status"]): Promise<void> {
    if (status === this.entry.status) return
    await this.save({ status })
    await this.focus()
  }

  async drop(): Promise<void> {
    const { id, version } = this.entry
    if (outbox.waitsFor(id)) return this.#dropLater()
    try {
      await remove("/v1/entries/{entry_id}", { path: this.#path, version })
      this.#view.drop(id)
      this.#view.changed()
      this.#gone(() => this.#restore(id))
    } catch (error) {
      if (error instanceof Offline) return this.#dropLater()
      await this.#complain(error)
    }
  }

  #dropLater(): void {
    const key = outbox.addRemoval(this.entry)
    this.#gone(() => Promise.resolve(outbox.drop(key)))
    void outbox.send()
  }

  #gone(undo: () => Promise<void>): void {
    document.getElementById("new-entry")?.focus()
    toast(t("said.deleted"), undo)
  }

  async #restore(id: string): Promise<void> {
    this.#view.upsert(await post("/v1/entries/{entry_id}/restore", { path: { entry_id: id } }))
    this.#view.changed()
    announce(t("said.back"))
  }

  /** Behind another entry, or first of its day. */
  async place(after: string | null, said: string, start_on = this.entry.start_on): Promise<void> {
    if (outbox.waitsFor(this.entry.id)) return this.#placeLater(after, start_on)
    try {
      await post("/v1/entries/{entry_id}/move", { path: this.#path, body: { after, start_on } })
      await this.#view.refresh()
      announce(said)
    } catch (error) {
      if (error instanceof Offline) return this.#placeLater(after, start_on)
      await this.#complain(error)
    }
  }

  #placeLater(after: string | null, start_on: string): void {
    outbox.addMove(this.entry, after, start_on)
    this.#waits()
  }

  /** Up or down within its day. */
  async move(by: -1 | 1): Promise<void> {
    const day = this.model.ofDay(this.entry.start_on)
    const at = day.findIndex((one) => one.id === this.entry.id)
    const end = by > 0 ? at === day.length - 1 : at === 0
    if (end) return announce(t(by > 0 ? "said.last" : "said.first"))
    const after = (by > 0 ? day[at + 1]?.id : day[at - 2]?.id) ?? null
    await this.place(after, t(by > 0 ? "said.movedDown" : "said.movedUp"))
    await this.focus()
  }

  toDay(day: string): Promise<void> {
    return this.place(this.model.ofDay(day).at(-1)?.id ?? null, t("said.movedTo", { day: longDay(day) }), day)
  }

  behind({ id, start_on }: Entry): Promise<void> {
    return this.place(id, t("said.movedTo", { day: longDay(start_on) }), start_on)
  }

  async #refetch(): Promise<Entry | null> {
    const now: Entry | null = await get("/v1/entries/{entry_id}", { path: this.#path }).catch(() => null)
    if (now) this.#latest = now
    return now
  }

  /** When it was changed elsewhere, what it is now is fetched and shown; what is being written stays in its field. */
  async #complain(error: unknown): Promise<string> {
    const words = isStale(error) ? await this.#conflict() : told(error)
    if (error instanceof ApiError && error.status === 404 && !this.editing) this.#view.drop(this.entry.id)
    if (!this.editing) this.fault = words
    return words
  }

  async #conflict(): Promise<string> {
    const now = await this.#refetch()
    if (now) this.#begun = now
    if (now && !this.editing) this.#view.upsert(now)
    return now && this.editing ? t("entry.conflictText", { text: now.text }) : t("entry.conflict")
  }
}

const isStale = (error: unknown): boolean => error instanceof ApiError && error.status === 412

/** Words that are saved already are no draft, also when the news of it come before the answer. */
function hasDraft({ id, text }: Entry): boolean {
  const words = draft(`entry.${id}`).trim()
  return words !== "" && words !== text.trim()
}
