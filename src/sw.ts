// The service worker: the studio starts without a network, and is isolated (threads for WASM) on hosts that
// send no special headers, because every answer that goes through here gets them.
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import type { ServiceWorkerMessage } from './bridge/offline'
import evaluating from './evaluating.json'
import headers from './headers.json'
import reach from './reach.json'

interface BuiltFile {
  /** Relative to where the studio lies. */
  url: string
  revision: string | null
}

declare const self: ServiceWorkerGlobalScope

/** Every file of the build, by its address and the hash of its content. */
const files = self.__WB_MANIFEST as BuiltFile[]

/** Big ones, and samples that have to be chosen, are not fetched with the shell; each is kept when it is first used, under its hash. */
const later = /\.(wasm|onnx)$|^packs\/|^perception\/|ffmpeg|opencv|aac-encoder|^samples\/(?!boat|samples\.json)/
const isBig = ({ url }: BuiltFile) => later.test(url)
const big = new Map(
  files
    .filter(isBig)
    .map(({ url, revision }) => [new URL(url, self.registration.scope).href, `${url}?${revision ?? ''}`] as const),
)
const bigCache = 'kinora-big-files'

function isolated(response: Response, url = response.url): Response {
  // An answer of another origin, or none: it cannot be changed.
  if (response.type === 'opaque' || response.type === 'error' || response.status === 0) return response
  const named = new Headers(response.headers)
  for (const [name, value] of Object.entries(headers)) named.set(name, value)
  // Workers that build functions from text: a policy of their own, still without another origin.
  if (evaluating.workers.some((name) => url.includes(name))) named.set('Content-Security-Policy', evaluating.policy)
  // The worker that brings models: it reaches the one host that the person has asked for, named in its address.
  if (reach.workers.some((name) => url.includes(name))) named.set('Content-Security-Policy', reachPolicy(new URL(url)))
  const empty = response.status === 204 || response.status === 304
  return new Response(empty ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers: named,
  })
}

/** scripts/serve.mjs says the same. Whatever is no origin reaches nothing. */
function reachPolicy(address: URL): string {
  const wanted = address.searchParams.get(reach.parameter) ?? ''
  const isOrigin = URL.canParse(wanted) && new URL(wanted).origin === wanted
  return reach.policy.replace('{reach}', wanted === 'any' ? reach.any : isOrigin ? wanted : '')
}

// The shell: fetched when this version is installed, answered from the cache, one version at a time.
addPlugins([{ handlerWillRespond: async ({ request, response }) => isolated(response, request.url) }])
precacheAndRoute(
  files.filter((file) => !isBig(file)),
  { directoryIndex: 'index.html', ignoreURLParametersMatching: [/./] },
)
cleanupOutdatedCaches()

self.addEventListener('fetch', (event) => {
  const { request } = event
  // What the shell has answered already comes here no more.
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  event.respondWith(answer(request))
})

async function answer(request: Request): Promise<Response> {
  const key = big.get(request.url)
  return isolated(key === undefined ? await fetch(request) : await fetchOnce(request, key), request.url)
}

async function fetchOnce(request: Request | string, key: string): Promise<Response> {
  const cache = await caches.open(bigCache)
  const kept = await cache.match(key)
  if (kept) return kept
  const response = await fetch(request)
  // A partial answer cannot be kept. A full disk is no reason to fail.
  if (response.status === 200) void cache.put(key, response.clone()).catch(() => {})
  return response
}

self.addEventListener('install', () => {
  // The first version ever takes the page over at once; a later one waits until nobody works with the former.
  if (!self.registration.active) void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), forgetOldFiles()]))
})

async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(bigCache)
  const current = new Set([...big.values()].map((key) => new URL(key, self.registration.scope).href))
  for (const request of await cache.keys()) if (!current.has(request.url)) await cache.delete(request)
}

self.addEventListener('message', (event) => {
  const message = event.data as ServiceWorkerMessage
  if (message.kind === 'keep') event.waitUntil(keep(message.wanted))
  else event.waitUntil(takeOver())
})

async function keep(wanted: string[]): Promise<void> {
  for (const [url, key] of big)
    if (wanted.some((part) => url.includes(part)))
      await fetchOnce(url, key)
        .then((response) => response.body?.cancel())
        .catch(() => {})
}

/** Another tab may still need files of the former version. */
async function takeOver(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.length <= 1) await self.skipWaiting()
}
