// Days are ISO strings everywhere; they become Date objects (in UTC, so that no zone moves them) only to be shown.

const DAY = 86_400_000
const at = (day) => new Date(`${day}T00:00:00Z`)
const format = (options) => {
  const formatter = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options })
  return (day) => formatter.format(at(day))
}

export const weekday = format({ weekday: "long" })
export const shortWeekday = format({ weekday: "short" })
export const dayNumber = format({ day: "numeric" })
export const longDay = format({ weekday: "long", day: "numeric", month: "long" })
export const shortDay = format({ weekday: "short", day: "numeric", month: "short" })
const dayMonth = format({ day: "numeric", month: "short" })
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" })
const month = format({ month: "long" })

export function daysFrom(first, last) {
  const days = []
  for (let time = at(first).getTime(); time <= at(last).getTime(); time += DAY) days.push(new Date(time).toISOString().slice(0, 10))
  return days
}

export function span(first, last) {
  const start = month(first) === month(last) ? dayNumber(first) : `${dayNumber(first)} ${month(first)}`
  return `${start} – ${dayMonthYear(last)}`
}

export const shortSpan = (first, last) => `${month(first) === month(last) ? dayNumber(first) : dayMonth(first)} – ${dayMonth(last)}`

/** A moment, on the clock of who looks at it. */
const clock = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })
export const moment = (at) => clock.format(new Date(at))

const timeOfDay = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" })
const localDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" })
const localDayYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" })

/** The same, short: today by its time, others by their day. */
export function lately(at, now = new Date()) {
  const then = new Date(at)
  if (then.toDateString() === now.toDateString()) return timeOfDay.format(then)
  return (then.getFullYear() === now.getFullYear() ? localDay : localDayYear).format(then)
}
