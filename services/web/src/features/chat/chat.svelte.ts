// Questions and streamed answers. An answer's life is not tied to this page: after a reload it goes on where it is.

import { flushSync } from "svelte"
import { SvelteMap } from "svelte/reactivity"
import { announce } from "../../core/announce.svelte"
import { get, post, type Schemas } from "../../core/api"
import { t } from "../../core/i18n.svelte"
import type { News } from "../../core/live.svelte"
import { followReply } from "../../core/reply"
import type { Page } from "../shell/page.svelte"

export type Reply = Schemas["Reply"]
export type Message = Schemas["MessageWithReply"]

/** Of an answer what its end says: the stream's last event, or the stored reply. */
type Ended = Pick<Reply, "state" | "text" | "error"> & { citations?: Reply["citations"] }

const DRAW_EVERY = 80 // milliseconds between two drawings of an answer that is being written, at least
const DRAW_SHARE = 5 // times what the last drawing took, at least

export class Answer {
  text = $state("")
  running = $state(true)
  /** So many questions are before it; none = nothing was said of that. */
  before = $state<number | null>(null)
  ended = $state.raw<Ended | null>(null)
  /** With what is known only when it has ended: what it proposes, what was checked, what it took. */
  whole = $state.raw<Reply | null>(null)
  #latest = ""
  #waiting = false // for its turn to be drawn
  #mayDraw = 0 // from this moment on

  constructor(readonly id: string) {}

  /** Models are faster than screens and readers: drawing takes at most a part of the time. */
  write(text: string): void {
    this.#latest = text
    this.before = null
    if (this.#waiting) return
    this.#waiting = true
    setTimeout(() => requestAnimationFrame(() => this.#draw()), this.#mayDraw - performance.now())
  }

  #draw(): void {
    this.#waiting = false
    if (!this.running) return
    const began = performance.now()
    flushSync(() => (this.text = this.#latest))
    const ended = performance.now()
    this.#mayDraw = ended + Math.max(DRAW_EVERY, DRAW_SHARE * (ended - began))
  }

  finish(ended: Ended): void {
    this.running = false
    this.ended = ended
    this.text = ended.text
    if ("proposals" in ended) this.whole = ended as Reply
  }
}

export class Exchange {
  answer: Answer | null = null

  constructor(
    readonly message: Message,
    reply: Reply | null,
  ) {
    if (!reply) return
    this.answer = new Answer(reply.id)
    if (isRunning(reply)) this.answer.write(reply.text)
    else this.answer.finish(reply)
  }
}

const isRunning = ({ state }: { state: string }): boolean => state === "queued" || state === "running"

/** The questions of a branch, and the answer to each that is shown. */
function branchOf(messages: readonly Message[], chosen: string | null): { message: Message; shown: string | null }[] {
  const branch = messages.map((message, index) => {
    const followed = messages[index + 1]?.follows ?? message.reply?.id ?? null
    const other = chosen !== null && chosen !== followed && message.replies.includes(chosen)
    return { message, shown: other ? chosen : followed, other }
  })
  const end = branch.findIndex(({ other }) => other)
  return end === -1 ? branch : branch.slice(0, end + 1)
}

export class ChatModel {
  conversation = $state<string | null>(null)
  /** The exchanges of the branch that is shown. */
  shown = $state.raw<readonly Exchange[]>([])
  /** Another conversation, in which an answer has ended meanwhile. */
  ready = $state<string | null>(null)
  /** Raised when the end is to be looked at. */
  jumped = $state(0)
  readonly following = new SvelteMap<string, () => void>()
  #begun = false // something was asked or begun here: the last conversation stays away
  #turn = 0 // what was asked for last is what gets shown
  #acting = 0 // requests of this tab that end in what is shown
  #heard: News[] = [] // meanwhile

  constructor(readonly page: Page) {}

  /** Asked, or answered, on another tab or device of the same person: it is shown, or told of when it has ended. */
  hear(news: News): void {
    if (news.type !== "question.asked" && news.type !== "reply.ready") return
    if (this.shown.some(({ answer }) => answer?.id === news.reply_id)) return
    if (this.#acting) {
      this.#heard.push(news)
      return
    }
    const isHere = news.conversation_id === this.conversation || (news.type === "question.asked" && !this.#begun)
    if (isHere) {
      void this.load(news.conversation_id).catch(() => undefined)
    } else if (news.type === "reply.ready" && news.state === "done") {
      this.ready = news.conversation_id
      announce(t("chat.ready"))
    }
  }

  /** A quick answer may be ready before what asked for it is shown: news wait until then. */
  async #act(does: () => Promise<void>): Promise<void> {
    this.#acting += 1
    try {
      await does()
    } finally {
      this.#acting -= 1
      if (!this.#acting) this.#heard.splice(0).forEach((news) => this.hear(news))
    }
  }

  get busy(): boolean {
    return this.following.size > 0
  }

  /** The last conversation, with the answer that may still be running. */
  async resume(): Promise<void> {
    const { items } = await get("/v1/conversations", { query: { limit: 1 } })
    if (items[0] && !this.#begun) await this.load(items[0].id)
  }

  async open(id: string): Promise<void> {
    this.#begun = true
    await this.load(id)
  }

  forget(): void {
    this.#begun = true
    this.conversation = null
    this.#turn += 1
    this.#clear()
  }

  #clear(): void {
    for (const release of this.following.values()) release()
    this.following.clear()
    this.shown = []
  }

  /**
   * One branch. Of a question with several answers: the one that was gone on from; `chosen` names another,
   * which ends the branch.
   */
  load(id: string, through: string | null = null, chosen: string | null = null): Promise<void> {
    return this.#act(() => this.#load(id, through, chosen))
  }

  async #load(id: string, through: string | null, chosen: string | null): Promise<void> {
    const turn = (this.#turn += 1)
    const { messages } = await this.#fetch(id, through)
    const branch = branchOf(messages, chosen)
    const replies = await Promise.all(branch.map(({ message, shown }) => this.#replyOf(message, shown)))
    if (turn !== this.#turn) return
    this.#clear()
    this.conversation = id
    if (this.ready === id) this.ready = null
    branch.forEach(({ message }, index) => this.#add(message, replies[index] ?? null))
    this.jumped += 1
  }

  #replyOf({ reply }: Message, shown: string | null): Reply | Promise<Reply> | null {
    if (!shown || shown === reply?.id) return reply
    return get("/v1/replies/{reply_id}", { path: { reply_id: shown } })
  }

  #fetch(id: string, through: string | null): Promise<Schemas["ConversationWithMessages"]> {
    return get("/v1/conversations/{conversation_id}", { path: { conversation_id: id }, query: { through } })
  }

  #add(message: Message, reply: Reply | null): void {
    const exchange = new Exchange(message, reply)
    this.shown = [...this.shown, exchange]
    if (reply && isRunning(reply) && exchange.answer) this.#follow(exchange.answer)
  }

  #refuseWhileBusy(): void {
    if (this.busy) throw new Error(t("chat.busy"))
    this.#begun = true
  }

  resend(exchange: Exchange, text: string): Promise<void> {
    return this.#act(() => this.#resend(exchange, text))
  }

  async #resend({ message }: Exchange, text: string): Promise<void> {
    this.#refuseWhileBusy()
    const asked = await post("/v1/messages/{message_id}/resend", { path: { message_id: message.id }, body: { text } })
    if (this.conversation) await this.load(this.conversation, asked.message.id)
  }

  again(exchange: Exchange): Promise<void> {
    return this.#act(() => this.#again(exchange))
  }

  async #again({ message, answer }: Exchange): Promise<void> {
    this.#refuseWhileBusy()
    if (!answer || !this.conversation) return
    const reply = await post("/v1/replies/{reply_id}/regenerate", { path: { reply_id: answer.id } })
    await this.load(this.conversation, message.id, reply.id)
  }

  /** To another wording of the question, or another answer to it, each with what was said after it. */
  async step({ message }: Exchange, kind: "question" | "answer", id: string): Promise<void> {
    const here = this.conversation
    if (!here) return
    if (kind === "question") return this.load(here, id)
    const { messages } = await this.#fetch(here, message.id)
    const continued = messages.find((one) => one.id === message.id)?.continued ?? {}
    await this.load(here, continued[id] ?? message.id, id)
  }

  ask(text: string): Promise<void> {
    return this.#act(() => this.#ask(text))
  }

  async #ask(text: string): Promise<void> {
    this.#begun = true
    const turn = (this.#turn += 1)
    const follows = this.shown.at(-1)?.answer?.id ?? null // what is shown is what is gone on from
    const here = this.conversation ?? (await post("/v1/conversations", { body: {} })).id
    if (turn === this.#turn) this.conversation = here
    const path = { conversation_id: here }
    const { message, reply } = await post("/v1/conversations/{conversation_id}/messages", {
      path,
      body: { text, follows },
    })
    if (turn !== this.#turn) return
    this.#add({ ...message, reply, replies: [reply.id], branches: [message.id], continued: {} }, reply)
    this.jumped += 1
  }

  async stop(): Promise<void> {
    const ids = Array.from(this.following.keys())
    await Promise.all(ids.map((id) => post("/v1/replies/{reply_id}/stop", { path: { reply_id: id } })))
  }

  #follow(answer: Answer): void {
    announce(t("chat.begun"))
    const release = followReply(this.page.live.streams, answer.id, {
      fetchReply: (id) => get("/v1/replies/{reply_id}", { path: { reply_id: id } }),
      onText: (text) => answer.write(text),
      onWaiting: (before) => (answer.before = before),
      onEnd: (end) => {
        const ended = end as Ended
        answer.finish(ended)
        this.following.delete(answer.id)
        announce(t(ended.state === "done" ? "chat.complete" : "chat.endedEarly"))
        if (!answer.whole) void this.#complete(answer)
      },
    })
    this.following.set(answer.id, release)
  }

  async #complete(answer: Answer): Promise<void> {
    const reply = await get("/v1/replies/{reply_id}", { path: { reply_id: answer.id } }).catch(() => null)
    if (!reply) return
    answer.finish(reply)
    const count = reply.proposals?.length ?? 0
    if (count) announce(t("chat.proposals", { count }))
  }
}
