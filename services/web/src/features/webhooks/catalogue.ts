// What weeklog posts, and to what kind of address: the API's own words.

import type { Schemas } from "../../core/api"

export type Webhook = Schemas["WebhookState"]

export const FORMATS: readonly Webhook["format"][] = ["cloudevents", "slack", "mattermost", "teams", "discord"]
export const EVENTS: readonly Webhook["events"][number][] = [
  "review.drafted",
  "review.submitted",
  "review.taken_back",
  "review.sent_back",
  "review.approved",
  "review.reopened",
  "review.published",
]
