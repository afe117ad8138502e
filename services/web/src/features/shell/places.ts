// Every place of the page. The first one is where an address leads that is none of them.

import type { Component } from "svelte"
import type { Address } from "../../core/address"
import Queue from "../queue/Queue.svelte"
import Search from "../search/Search.svelte"
import EntryPlace from "../week/EntryPlace.svelte"
import WeekPlace from "../week/WeekPlace.svelte"

export interface PlaceProps {
  address: Address
  /** What the parentheses of the address took. */
  parts: string[]
}

interface Place {
  name: string
  at: RegExp
  view?: Component<PlaceProps>
  /** The id of a place that is still drawn by a plain module. */
  plain?: string
}

export const PLACES: readonly [Place, ...Place[]] = [
  { name: "week", at: /^\/(?:week)?$/, view: WeekPlace },
  { name: "week", at: /^\/week\/(\d+)$/, view: WeekPlace },
  { name: "week", at: /^\/entry\/([^/]+)$/, view: EntryPlace },
  { name: "search", at: /^\/search$/, view: Search },
  { name: "artifacts", at: /^\/artifacts$/, plain: "artifacts" },
  { name: "artifacts", at: /^\/artifact\/([^/]+)$/, plain: "artifacts" },
  { name: "inbox", at: /^\/inbox$/, plain: "inbox" },
  { name: "queue", at: /^\/queue$/, view: Queue },
  { name: "programme", at: /^\/programme$/, plain: "people" },
]
