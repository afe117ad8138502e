// The address of the browser, as something that templates follow.

import { readAddress, type Address } from "./address"

class Router {
  address = $state.raw<Address>(readAddress(location.hash))

  constructor() {
    addEventListener("hashchange", () => (this.address = readAddress(location.hash)))
  }

  /** The secret of a link such as `#join=SECRET`, which browsers send to nobody; or null. */
  secret(name: "join" | "password" | "refused"): string | null {
    const found = /^(\w+)=([A-Za-z0-9_-]+)$/.exec(this.address.path)
    return found?.[1] === name ? (found[2] ?? null) : null
  }

  /** Also to where one is already: what the address names is shown once more. */
  go(hash: string): void {
    if (location.hash === hash) this.address = readAddress(hash)
    else location.hash = hash
  }

  /** Without a step that the back button goes to. */
  replace(hash: string): void {
    history.replaceState(null, "", hash)
    this.address = readAddress(hash)
  }
}

export const router = new Router()
