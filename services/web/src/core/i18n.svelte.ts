// Words of the page in the language of the person. A message is a text with `{names}`, or one text for each
// plural category. Templates that call `t` are drawn again when the language changes.

import en from "../../messages/en"
import vi from "../../messages/vi"

export type Key = keyof typeof en
export type Language = "en" | "vi"
type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>

export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["en", "English"],
  ["vi", "Tiếng Việt"],
]
const MESSAGES: Record<Language, Record<string, Message>> = { en, vi }
const KEPT = "weeklog.language"

let chosen = $state<Language>("en")

/** Before anybody is signed in: what was last spoken here, else what the browser speaks. */
export function guessLanguage(): Language {
  return isLanguage(kept()) ?? isLanguage(navigator.language.slice(0, 2)) ?? "en"
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null // a browser that keeps nothing
  }
}

export const isLanguage = (value: string | null): Language | null => (value === "en" || value === "vi" ? value : null)

export function speak(language: Language): void {
  chosen = language
  document.documentElement.lang = language
  try {
    localStorage.setItem(KEPT, language)
  } catch {} // it is asked for again after a reload
}

export const language = (): Language => chosen

/** For `Intl`: British dates in English, since the page names the day before the month. */
export const locale = (): string => (chosen === "vi" ? "vi-VN" : "en-GB")

/** `count` chooses the plural. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const message = MESSAGES[chosen][key] ?? key
  const text = typeof message === "string" ? message : pluralOf(message, Number(values["count"]))
  return text.replace(/\{(\w+)\}/g, (name, word: string) => String(values[word] ?? name))
}

function pluralOf(message: Exclude<Message, string>, count: number): string {
  return message[new Intl.PluralRules(locale()).select(count)] ?? message.other ?? ""
}

/** A word of the product, such as a status, that the API sends by its English name. */
export const word = (kind: string, value: string): string => {
  const key = `${kind}.${value}`
  return key in en ? t(key as Key) : value
}

/** A text with one element in it: what stands before and behind `{name}`. */
export function around(key: Key, name: string, values: Record<string, string | number> = {}): [string, string] {
  const [before = "", after = ""] = t(key, values).split(`{${name}}`)
  return [before, after]
}

/** In the order of the person's alphabet. */
export const byName = (one: string, other: string): number => one.localeCompare(other, locale())
