// The API over HTTP, as the signed-in person. Paths, queries, bodies and answers are typed by the API's own
// description.

import { t, type Key } from "./i18n.svelte"
import { network } from "./network.svelte"
import { keep, kept } from "./reading"
import type { components, paths } from "./openapi"

export type Schemas = components["schemas"]
export type Entry = Schemas["EntryState"]
export type EntryPatch = Schemas["EntryPatch"]
export type Status = Entry["status"]
export type Resource = Schemas["Resource"]
export type QuickPreview = Schemas["QuickPreview"]
export type Week = Schemas["WeekState"]
export type Me = Schemas["Me"]
export type Member = Schemas["MemberState"]

type Method = "get" | "post" | "put" | "patch" | "delete"
type Path<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, object> ? P : never }[keyof paths]
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>
type Json<R> = R extends { content: { "application/json": infer A } } ? A : null
type Answer<O> = O extends { responses: infer R } ? Json<R[Extract<keyof R, 200 | 201 | 202 | 204>]> : never
type InPath<O> = O extends { parameters: { path: infer P } } ? { path: P } : { path?: undefined }
type InQuery<O> = O extends { parameters: { query?: infer Q } }
  ? { query?: { [K in keyof Q]?: Q[K] | null } }
  : { query?: undefined }
type InBody<O> = O extends { requestBody?: { content: { "application/json": infer B } } }
  ? { body?: Loose<NonNullable<B>> }
  : { body?: undefined }
/** What the API fills in may be left out; also of the items of a list. */
type Loose<B> = { [K in keyof B]?: B[K] extends (infer I extends object)[] ? Partial<I>[] : B[K] }
/**
 * `version` is the one that the change was made from (`If-Match`); what is sent twice under one `key` is done
 * once.
 */
type Asked<O> = InPath<O> & InQuery<O> & InBody<O> & { version?: number; key?: string }
type Given<O> = object extends Asked<O> ? [asked?: Asked<O>] : [asked: Asked<O>]

interface Fault {
  field: string
  message: string
}

/** The API refused. `message` names the fields as people know them. */
export class ApiError extends Error {
  /** The last word of the problem's type, such as `second-factor-needed`. */
  readonly kind: string

  constructor(
    readonly status: number,
    problem: { type?: string; errors?: Fault[]; detail?: string; title?: string },
  ) {
    const faults = (problem.errors ?? []).map(({ field, message }) =>
      [labelOf(field), message].filter(Boolean).join(": "),
    )
    super(faults.join("; ") || problem.detail || problem.title || t("error.status", { status }))
    this.kind = problem.type?.replace("/problems/", "") ?? ""
  }
}

/** Nobody answered: the network or the server is away. */
export class Offline extends Error {
  constructor(reading: boolean) {
    super(t(reading ? "error.offlineReading" : "error.offline"))
  }
}

/** `holidays.0` is the field "Holidays"; a name without a word of its own stays as it is. */
function labelOf(field: string): string {
  const name = field.split(".")[0] ?? ""
  const key = `field.${name}` as Key
  const label = t(key)
  return label === key ? field : label
}

/** What is said to people when something failed. */
export const told = (error: unknown): string => (error instanceof Error ? error.message : String(error))

let whenSignedOut = (): void => undefined
export const onSignedOut = (callback: () => void): void => {
  whenSignedOut = callback
}

interface Sent {
  json?: unknown
  raw?: BodyInit
  type?: string
  version?: number | undefined
  key?: string | undefined
}

export async function request(method: string, url: string, sent: Sent = {}): Promise<unknown> {
  const body = sent.raw ?? (sent.json === undefined ? null : JSON.stringify(sent.json))
  const response = await fetch(url, { method, headers: headersOf(method, sent), body }).catch(() => null)
  network.away = response === null
  if (!response) return unreached(method, url)
  if (response.ok) return response.status === 204 ? null : answered(method, url, await response.json())
  const problem = (await response.json().catch(() => ({}))) as ConstructorParameters<typeof ApiError>[1]
  if (response.status === 401 && url !== "/v1/sessions") whenSignedOut()
  throw new ApiError(response.status, problem)
}

function answered(method: string, url: string, answer: unknown): unknown {
  if (method === "GET") keep(url, answer)
  return answer
}

/** Without a network one reads what was answered last time. */
async function unreached(method: string, url: string): Promise<unknown> {
  const found = method === "GET" ? await kept(url).catch(() => undefined) : undefined
  if (found === undefined) throw new Offline(method === "GET")
  return found
}

function headersOf(method: string, { json, type, version, key }: Sent): Record<string, string> {
  const headers: Record<string, string> = {}
  if (json !== undefined) headers["Content-Type"] = "application/json"
  if (type) headers["Content-Type"] = type
  if (method === "POST") headers["Idempotency-Key"] = key ?? randomKey()
  if (version !== undefined) headers["If-Match"] = `"${version}"`
  return headers
}

type Call<M extends Method> = <P extends Path<M>>(
  path: P,
  ...given: Given<Operation<P, M>>
) => Promise<Answer<Operation<P, M>>>

interface Untyped {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
  key?: string
}

// Inside nothing depends on which path it is; outside the description's types hold.
const call = <M extends Method>(method: M): Call<M> =>
  (async (path: string, { path: parts, query, body, version, key }: Untyped = {}) =>
    request(method.toUpperCase(), urlOf(path, parts, query), { json: body, version, key })) as unknown as Call<M>

export const get = call("get")
export const post = call("post")
export const put = call("put")
export const patch = call("patch")
export const remove = call("delete")

/** What it is, is told by its bytes and its name. */
export const sendFile = (url: string, file: Blob): Promise<unknown> =>
  request("POST", url, { raw: file, type: "application/octet-stream" })
/** The suggestions that come of it. */
export const sendCalendar = (file: Blob): Promise<Schemas["SuggestionsMade"]> =>
  request("POST", "/v1/suggestions/calendar", { raw: file, type: "text/calendar" }) as Promise<
    Schemas["SuggestionsMade"]
  >
export const sendForm = (url: string, form: FormData): Promise<unknown> => request("POST", url, { raw: form })

/** An address of the API, without what is left empty. */
export function urlOf(path: string, parts: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name])))
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value))
  return params.size ? `${filled}?${params}` : filled
}

interface Cut<T> {
  items: T[]
  next_cursor?: string | null
}

/** Every page of a list, one after the other. */
export async function all<T>(page: (cursor: string | null) => Promise<Cut<T>>): Promise<T[]> {
  const found: T[] = []
  let cursor: string | null = null
  do {
    const { items, next_cursor }: Cut<T> = await page(cursor)
    found.push(...items)
    cursor = next_cursor ?? null
  } while (cursor)
  return found
}

// crypto.randomUUID exists on secure origins only, and a worklog may be served on a plain local network.
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
