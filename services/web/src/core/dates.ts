// Days are ISO strings everywhere; they become Date objects (in UTC, so that no zone moves them) only to be shown.
// Moments are shown on the person's own clocks, wherever the browser stands.

import { locale, t } from "./i18n.svelte"

const DAY = 86_400_000 // milliseconds
const formats = new Map<string, Intl.DateTimeFormat>()
let zone: string | undefined

/** A formatter is expensive to make: one for each language, zone and shape. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale(), options])
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options)
  formats.set(key, made)
  return made
}

const at = (day: string): Date => new Date(`${day}T00:00:00Z`)
const ofDay = (options: Intl.DateTimeFormatOptions) => (day: string) =>
  formatter({ timeZone: "UTC", ...options }).format(at(day))
const ofSpan = (options: Intl.DateTimeFormatOptions) => (first: string, last: string) =>
  formatter({ timeZone: "UTC", ...options }).formatRange(at(first), at(last))

export const shortWeekday = ofDay({ weekday: "short" })
export const dayNumber = ofDay({ day: "numeric" })
export const longDay = ofDay({ weekday: "long", day: "numeric", month: "long" })
export const shortDay = ofDay({ weekday: "short", day: "numeric", month: "short" })
export const span = ofSpan({ day: "numeric", month: "long", year: "numeric" })
const dayMonth = ofDay({ day: "numeric", month: "short" })
const sameYear = ofSpan({ day: "numeric", month: "short" })

/** Without years, also over the turn of one. */
export const shortSpan = (first: string, last: string): string =>
  first.slice(0, 4) === last.slice(0, 4) ? sameYear(first, last) : `${dayMonth(first)} – ${dayMonth(last)}`

export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let time = at(first).getTime(); time <= at(last).getTime(); time += DAY)
    days.push(new Date(time).toISOString().slice(0, 10))
  return days
}

export const daysOf = (week: { first_day: string; last_day: string }): string[] =>
  daysFrom(week.first_day, week.last_day)

/** `2026-10-05` and a number of days. */
export const daysLater = (day: string, count: number): string =>
  new Date(at(day).getTime() + count * DAY).toISOString().slice(0, 10)

/** From 0 = Monday. */
export const weekdayName = (index: number, width: "long" | "short" = "long"): string =>
  ofDay({ weekday: width })(daysLater("2026-01-05", index))

export const number = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value)

export const nth = (count: number): string => t("ordinals").split(" ")[count - 1] ?? String(count)

/** A zone that this browser does not know leaves the browser's own. */
export function goBy(wanted: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: wanted })
    zone = wanted
  } catch {
    zone = undefined
  }
}

const clock = (options: Intl.DateTimeFormatOptions) => formatter(zone ? { timeZone: zone, ...options } : options)

/** What day it is on those clocks. */
export const dayNow = (now = new Date()): string => {
  const parts = new Intl.DateTimeFormat("sv-SE", zone ? { timeZone: zone } : {})
  return parts.format(now)
}

export const moment = (then: string): string =>
  clock({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(then))

/** The same, short: today by its time, others by their day. */
export function lately(then: string, now = new Date()): string {
  const when = new Date(then)
  const [day, today] = [dayNow(when), dayNow(now)]
  if (day === today) return clock({ hour: "2-digit", minute: "2-digit" }).format(when)
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const)
  return clock({ day: "numeric", month: "short", ...year }).format(when)
}
