// The wire types of the API, as its own description says, and the calls that the Svelte views make.

import type { components } from "./openapi"

export type Schemas = components["schemas"]
export type Entry = Schemas["EntryState"]
export type EntryPatch = Schemas["EntryPatch"]
export type Status = Entry["status"]
export type Resource = Schemas["Resource"]
export type QuickPreview = Schemas["QuickPreview"]
export type Week = Schemas["WeekState"]

export { ApiError, get, patch, post, remove } from "../plain/api.js"
