// What was read of late, kept in this browser to be read without a network: weeks, their remarks, who is in the
// programme. It belongs to one person: the end of their session forgets it. Browsers keep it on secure origins
// only.

const STORE = "weeklog.reading"
const OWNER = "weeklog.reading.owner"
const MOST = 60 // answers
const WORTH = /^\/v1\/(?:weeks(?:\/\d+)?|programme(?:\/members)?|comments|absences)(?:\?|$)/
const ME = "/v1/me"

const store = async (): Promise<Cache | null> => (globalThis.caches ? await caches.open(STORE) : null)

/** Answers in time: nobody waits for it. */
export function keep(url: string, answer: unknown): void {
  if (WORTH.test(url)) void put(url, answer)
}

async function put(url: string, answer: unknown): Promise<void> {
  try {
    const cache = await store()
    if (!cache) return
    await cache.delete(url) // so that the latest stand last
    await cache.put(url, new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } }))
    for (const old of (await cache.keys()).slice(0, -MOST)) await cache.delete(old)
  } catch {} // a full or forbidden store
}

/** What was answered last time, or nothing. */
export async function kept(url: string): Promise<unknown> {
  const found = await (await store())?.match(url)
  return found?.json() as unknown
}

/** Somebody else's reading is forgotten before theirs is kept. */
export async function openReading(me: { person: { id: string } }): Promise<void> {
  if (localStorage.getItem(OWNER) !== me.person.id) await forgetReading()
  localStorage.setItem(OWNER, me.person.id)
  await put(ME, me)
}

export async function forgetReading(): Promise<void> {
  if (globalThis.caches) await caches.delete(STORE)
}
