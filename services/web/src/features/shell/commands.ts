// What the palette offers: the shortcuts, the weeks, the people whom one follows, and a search for what was typed.

import { address } from "../../core/address"
import { shortSpan } from "../../core/dates"
import { folded } from "../../core/folding"
import { t } from "../../core/i18n.svelte"
import { router } from "../../core/router.svelte"
import type { Shortcut } from "../../core/shortcuts.svelte"
import type { Page } from "./page.svelte"

export interface Command {
  label: string
  /** The key that does the same, or what else stands beside it. */
  beside: string
  does: () => void
}

const MOST = 9 // are shown at once

export function commandsFor(typed: string, page: Page, shortcuts: readonly Shortcut[]): Command[] {
  const words = folded(typed).split(/\s+/).filter(Boolean)
  const fits = ({ label }: Command): boolean => words.every((word) => folded(label).includes(word))
  const found = [...ofShortcuts(shortcuts), ...ofWeeks(page), ...ofPeople(page)].filter(fits).slice(0, MOST)
  return typed.trim() ? [...found, searchFor(typed.trim())] : found
}

const ofShortcuts = (shortcuts: readonly Shortcut[]): Command[] =>
  shortcuts
    .filter(({ ctrl }) => !ctrl)
    .map(({ what, key, shown, does }) => ({ label: t(what), beside: shown ?? key ?? "", does }))

const ofWeeks = ({ weeks }: Page): Command[] =>
  weeks.items.map(({ number, first_day, last_day }) => ({
    label: t("week.title", { number }),
    beside: shortSpan(first_day, last_day),
    does: () => router.go(address(`/week/${number}`, { person: weeks.person })),
  }))

const ofPeople = ({ members }: Page): Command[] =>
  members.followed.map(({ person_id, name, role }) => ({
    label: name,
    beside: t(`role.${role}`),
    does: () => router.go(address("/week", { person: person_id })),
  }))

const searchFor = (q: string): Command => ({
  label: t("palette.search", { q }),
  beside: "/",
  does: () => router.go(address("/search", { q })),
})
