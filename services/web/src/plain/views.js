// The places that are still drawn by plain modules.

import { ArtifactsView } from "./artifacts.js"
import { InboxView } from "./inbox.js"
import { PeopleView } from "./people.js"

export function plainView(name, page) {
  const { me } = page
  const members = { all: async () => page.members.all, followed: async () => page.members.followed, name: async (id) => page.members.name(id) }
  const made = {
    artifacts: () => artifacts(new ArtifactsView({ me, members })),
    programme: () => view(new PeopleView({ me })),
    inbox: () => view(new InboxView({ counted: (open) => { page.questions = open }, settled: () => page.weeks.load().catch(() => {}) })),
  }
  return made[name]()
}

const view = (one) => ({ show: (query) => one.show(query), apply: (event) => one.apply?.(event) })
const artifacts = (one) => ({ show: (query, parts) => (parts.length ? one.showOne(parts[0], query) : one.show(query)), apply: (event) => one.apply(event) })
