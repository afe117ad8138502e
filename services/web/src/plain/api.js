// The API over HTTP, for the plain modules: by whole addresses.

import { request, sendFile as file, sendForm } from "../core/api.ts"

export { ApiError } from "../core/api.ts"
export const get = (path) => request("GET", path)
export const post = (path, body) => request("POST", path, { json: body ?? {} })
export const send = (path) => request("POST", path) // without a body
export const put = (path, body) => request("PUT", path, { json: body })
export const patch = (path, version, body) => request("PATCH", path, { version, json: body })
export const remove = (path, version, body) => request("DELETE", path, { version, json: body })
export const sendFile = file
export const upload = sendForm
