import account from "./account.json"
import chat from "./chat.json"
import common from "./common.json"
import diagrams from "./diagrams.json"
import figures from "./figures.json"
import files from "./files.json"
import instance from "./instance.json"
import pages from "./pages.json"
import programme from "./programme.json"
import queue from "./queue.json"
import review from "./review.json"
import webhooks from "./webhooks.json"
import week from "./week.json"

export default {
  ...account,
  ...chat,
  ...common,
  ...diagrams,
  ...figures,
  ...files,
  ...instance,
  ...pages,
  ...programme,
  ...queue,
  ...review,
  ...webhooks,
  ...week,
}
