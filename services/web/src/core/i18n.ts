// Words of the page in the language of the person. A message is a text with `{names}`, or one text for each plural category.

import en from "../../messages/en.json"
import vi from "../../messages/vi.json"

export type Key = keyof typeof en
export type Language = "en" | "vi"
type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>

const MESSAGES: Record<Language, Record<Key, Message>> = { en, vi }
const KEPT = "weeklog.language"

let chosen: Language = "en"

/** Before anybody is signed in: what was last spoken here, else what the browser speaks. */
export function guessLanguage(): Language {
  return isLanguage(localStorage.getItem(KEPT)) ?? isLanguage(navigator.language.slice(0, 2)) ?? "en"
}

const isLanguage = (value: string | null): Language | null => (value === "en" || value === "vi" ? value : null)

export function speak(language: Language): void {
  chosen = language
  document.documentElement.lang = language
  localStorage.setItem(KEPT, language)
}

export const language = (): Language => chosen

/** For `Intl`: British dates in English, since the page names the day before the month. */
export const locale = (): string => (chosen === "vi" ? "vi-VN" : "en-GB")

/** `count` chooses the plural. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const message = MESSAGES[chosen][key] as Message
  const text = typeof message === "string" ? message : pluralOf(message, Number(values["count"]))
  return text.replace(/\{(\w+)\}/g, (name, word: string) => String(values[word] ?? name))
}

function pluralOf(message: Exclude<Message, string>, count: number): string {
  return message[new Intl.PluralRules(locale()).select(count)] ?? message.other ?? ""
}

/** A word of the product, such as a status, that the API sends by its English name. */
export const word = (kind: "status" | "state", value: string): string => {
  const key = `${kind}.${value}`
  return key in en ? t(key as Key) : value
}

/** Words that stand in the HTML itself: `data-t` names the text, `data-t-label` the accessible name. */
export function translate(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-t]"))
    element.textContent = t(element.dataset["t"] as Key)
  for (const element of root.querySelectorAll<HTMLElement>("[data-t-label]")) {
    const label = t(element.dataset["tLabel"] as Key)
    element.setAttribute("aria-label", label)
    if (element.title) element.title = label
  }
}
