import { number } from "../../core/dates"

const KILO = 1024

/** Bytes, as people read them. */
export function sizeOf(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`
  if (bytes < KILO * KILO) return `${Math.round(bytes / KILO)} KB`
  return `${number(Math.round((bytes / KILO / KILO) * 10) / 10)} MB`
}
