// The entries, for the week that is still drawn by plain modules around them.

import { flushSync, mount } from "svelte"
import type { Entry, Week } from "../../core/api"
import { t } from "../../core/i18n"
import Entries from "./Entries.svelte"
import { WeekEntries, type WeekOwner } from "./model.svelte"

export class EntriesIsland {
  readonly element = document.createElement("div")
  readonly summary = document.createElement("p")
  private readonly model: WeekEntries

  constructor(view: WeekOwner, logged: (entry: Entry) => void) {
    this.model = new WeekEntries(view)
    this.summary.className = "summary"
    this.element.className = "entries-island"
    mount(Entries, { target: this.element, props: { model: this.model, logged } })
  }

  draw(week: Week, today: string): void {
    const { model } = this
    if (model.week?.number !== week.number) {
      model.clearFilter()
      model.shownChunks.clear()
    }
    model.week = week
    model.today = today
    model.readOnly = model.view.readOnly
    model.version += 1
    flushSync()
    this.summarise()
  }

  row(id: string): HTMLElement | undefined {
    return this.model.rows.get(id)
  }

  reveal(id: string): Promise<HTMLElement | undefined> {
    return this.model.reveal(id)
  }

  focusNew(): void {
    this.element.querySelector<HTMLElement>("#new-entry")?.focus()
  }

  private summarise(): void {
    const { all } = this.model
    const open = all.filter(({ carried_to, status }) => !carried_to && status !== "done" && status !== "dropped").length
    const done = all.filter((one) => one.status === "done").length
    const parts = [
      t("week.count", { count: all.length }),
      t("week.done", { count: done }),
      open ? t("week.open", { count: open }) : "",
    ]
    this.summary.textContent = all.length ? parts.filter(Boolean).join(" · ") : t("week.none")
  }
}
