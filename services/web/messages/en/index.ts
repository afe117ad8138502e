import chat from "./chat.json"
import common from "./common.json"
import pages from "./pages.json"
import queue from "./queue.json"
import review from "./review.json"
import week from "./week.json"

export default { ...chat, ...common, ...pages, ...queue, ...review, ...week }
