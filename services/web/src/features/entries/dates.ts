// Days in the language of the page.

import { locale, t } from "../../core/i18n"
import { daysFrom } from "../../plain/dates.js"

const at = (day: string): Date => new Date(`${day}T00:00:00Z`)
const show = (options: Intl.DateTimeFormatOptions) => (day: string) =>
  new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(at(day))

export const shortWeekday = show({ weekday: "short" })
export const dayNumber = show({ day: "numeric" })
export const longDay = show({ weekday: "long", day: "numeric", month: "long" })
export const shortDay = show({ weekday: "short", day: "numeric", month: "short" })

export const number = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value)

export const daysOf = (week: { first_day: string; last_day: string }): string[] =>
  daysFrom(week.first_day, week.last_day)

export const nth = (count: number): string => t("ordinals").split(" ")[count - 1] ?? String(count)
