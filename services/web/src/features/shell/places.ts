// Every place of the page. The first one is where an address leads that is none of them.

import type { Component } from "svelte"
import type { Address } from "../../core/address"
import Artifact from "../artifacts/Artifact.svelte"
import Artifacts from "../artifacts/Artifacts.svelte"
import Figures from "../figures/Figures.svelte"
import Home from "../home/Home.svelte"
import Inbox from "../pages/Inbox.svelte"
import Programme from "../programme/Programme.svelte"
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
  view: Component<PlaceProps>
}

export const PLACES: readonly [Place, ...Place[]] = [
  { name: "home", at: /^\/$/, view: Home },
  { name: "week", at: /^\/week$/, view: WeekPlace },
  { name: "week", at: /^\/week\/(\d+)$/, view: WeekPlace },
  { name: "week", at: /^\/entry\/([^/]+)$/, view: EntryPlace },
  { name: "search", at: /^\/search$/, view: Search },
  { name: "artifacts", at: /^\/artifacts$/, view: Artifacts },
  { name: "artifacts", at: /^\/artifact\/([^/]+)$/, view: Artifact },
  { name: "inbox", at: /^\/inbox$/, view: Inbox },
  { name: "queue", at: /^\/queue$/, view: Queue },
  { name: "figures", at: /^\/figures$/, view: Figures },
  { name: "programme", at: /^\/programme$/, view: Programme },
]
