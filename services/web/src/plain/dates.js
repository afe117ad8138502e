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

/** Moments are shown on the person's own clocks, wherever the browser stands. */
export function goBy(zone) {
  try {
    clocks = clocksOf(zone)
  } catch { // a zone that this browser does not know
    clocks = clocksOf(undefined)
  }
}

function clocksOf(timeZone) {
  const clock = (options) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options })
  return {
    date: clock({ day: "2-digit", month: "2-digit", year: "numeric" }),
    day: clock({ day: "numeric", month: "short" }),
    dayOfYear: clock({ day: "numeric", month: "short", year: "numeric" }),
    moment: clock({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),
    time: clock({ hour: "2-digit", minute: "2-digit" }),
  }
}

let clocks = clocksOf(undefined)

/** What day it is on those clocks. */
export const dayNow = () => clocks.date.format(new Date())

export const moment = (at) => clocks.moment.format(new Date(at))

/** The same, short: today by its time, others by their day. */
export function lately(at, now = new Date()) {
  const then = new Date(at)
  const [day, today] = [then, now].map((one) => clocks.date.format(one))
  if (day === today) return clocks.time.format(then)
  return (day.slice(-4) === today.slice(-4) ? clocks.day : clocks.dayOfYear).format(then)
}
