// The page without a network: its own files, as the build lists them. Written to `/sw.js`, with `FILES` and
// `VERSION` filled in.
//
// What is visited comes from the network whenever there is one, so that after an upgrade nobody is shown an old
// page; files whose names carry a hash never change. What the API answers is none of its business:
// `core/reading.ts` keeps that.

const FILES = ["/"]
const VERSION = "0"
const PREFIX = "weeklog.shell."
const SHELL = PREFIX + VERSION

async function install() {
  const cache = await caches.open(SHELL)
  await cache.addAll(FILES)
  await self.skipWaiting()
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function visited(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await caches.match("/")
    if (!kept) throw error
    return kept
  }
}

async function file(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await (await caches.open(SHELL)).put(request, fresh.clone())
  return fresh
}

self.addEventListener("install", (event) => event.waitUntil(install()))
self.addEventListener("activate", (event) => event.waitUntil(activate()))
self.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== self.location.origin) return
  if (request.mode === "navigate" && pathname === "/") event.respondWith(visited(request))
  else if (pathname.startsWith("/assets/")) event.respondWith(file(request))
})
