// Every place of the page. The first one is where an address leads that is none of them.

import type { Component } from "svelte"
import type { Address } from "../../core/address"
import Home from "../home/Home.svelte"
import EntryPlace from "../week/EntryPlace.svelte"
import WeekPlace from "../week/WeekPlace.svelte"

export interface PlaceProps {
  address: Address
  /** What the parentheses of the address took. */
  parts: string[]
}

type View = Component<PlaceProps>
type Load = () => Promise<{ default: View }>

export interface Place {
  name: string
  at: RegExp
  /** Null until it was fetched. */
  view: View | null
  load: Load
}

const place = (name: string, at: RegExp, view: View): Place => ({
  name,
  at,
  view,
  load: async () => ({ default: view }),
})

/** Fetched when somebody goes there. */
const later = (name: string, at: RegExp, load: Load): Place => ({ name, at, view: null, load })

export const PLACES: readonly [Place, ...Place[]] = [
  place("home", /^\/$/, Home),
  place("week", /^\/week$/, WeekPlace),
  place("week", /^\/week\/(\d+)$/, WeekPlace),
  place("week", /^\/entry\/([^/]+)$/, EntryPlace),
  later("search", /^\/search$/, () => import("../search/Search.svelte")),
  later("artifacts", /^\/artifacts$/, () => import("../artifacts/Artifacts.svelte")),
  later("artifacts", /^\/artifact\/([^/]+)$/, () => import("../artifacts/Artifact.svelte")),
  later("inbox", /^\/inbox$/, () => import("../pages/Inbox.svelte")),
  later("queue", /^\/queue$/, () => import("../queue/Queue.svelte")),
  later("figures", /^\/figures$/, () => import("../figures/Figures.svelte")),
  later("instance", /^\/instance$/, () => import("../instance/Instance.svelte")),
  later("programme", /^\/programme$/, () => import("../programme/Programme.svelte")),
]
