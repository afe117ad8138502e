// The API over HTTP, as the signed-in person.

export class ApiError extends Error {
  constructor(status, problem) {
    const faults = problem.errors ?? []
    super(faults.map((fault) => (fault.field ? `${fault.field}: ${fault.message}` : fault.message)).join("; ") || problem.detail || problem.title || `the server answered ${status}`)
    this.status = status
  }
}

/** Nobody answered: the network or the server is away. */
export class Offline extends Error {
  constructor() {
    super("The server cannot be reached. Nothing was saved: try again in a moment.")
  }
}

let whenSignedOut = () => {}
export const onSignedOut = (callback) => { whenSignedOut = callback }

async function request(method, path, { body, form, file, version } = {}) {
  const headers = {}
  if (body !== undefined) headers["Content-Type"] = "application/json"
  if (file) headers["Content-Type"] = "application/octet-stream" // what it is, is told by its bytes and its name
  if (method === "POST") headers["Idempotency-Key"] = randomKey()
  if (version !== undefined) headers["If-Match"] = `"${version}"`
  let response
  try {
    response = await fetch(path, { method, headers, body: file ?? form ?? (body === undefined ? undefined : JSON.stringify(body)) })
  } catch {
    throw new Offline()
  }
  if (response.ok) return response.status === 204 ? null : response.json()
  const problem = await response.json().catch(() => ({}))
  if (response.status === 401 && path !== "/v1/sessions") whenSignedOut()
  throw new ApiError(response.status, problem)
}

export const get = (path) => request("GET", path)
export const post = (path, body) => request("POST", path, { body: body ?? {} })
export const send = (path) => request("POST", path) // without a body
export const put = (path, body) => request("PUT", path, { body })
export const patch = (path, version, body) => request("PATCH", path, { version, body })
export const remove = (path, version, body) => request("DELETE", path, { version, body })
export const sendFile = (path, file) => request("POST", path, { file })
export const upload = (path, form) => request("POST", path, { form })

// crypto.randomUUID exists on secure origins only, and a worklog may be served on a plain local network.
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
