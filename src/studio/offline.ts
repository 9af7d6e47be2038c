import type { Provider } from '../bridge/engine'
import type { ServiceWorkerMessage } from '../bridge/offline'

/** Remembers that this tab has tried, so that a browser that cannot be isolated is not reloaded for ever. */
const triedKey = 'kinora-reloaded'

/**
 * Registers the service worker. Call it first of all, before anything heavy starts: where the host sends
 * no special headers the page is reloaded once, as soon as the worker can add them, but only while nobody
 * has touched anything. A new version of the studio, too, is taken over at the very start or not at all.
 */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const touched = watchTouch()
  const reloadOnce = () => {
    if (touched() || triedBefore()) return
    location.reload()
  }
  const register = async () => {
    const registration = await serviceWorker.register(new URL('sw.js', document.baseURI))
    if (registration.waiting && registration.active && !touched()) {
      serviceWorker.addEventListener('controllerchange', reloadOnce, { once: true })
      send(registration.waiting, { kind: 'take-over' })
    } else if (!crossOriginIsolated && !serviceWorker.controller) {
      // The worker takes the page over when it is ready; headers come with the next load.
      serviceWorker.addEventListener('controllerchange', reloadOnce, { once: true })
    }
  }
  // Without a network, or in a window that may not keep anything, the studio works as it is.
  const begin = () => void register().catch(() => {})
  if (crossOriginIsolated) whenQuiet(begin)
  else begin()
}

/** Has the service worker keep what inference needs, for a start without a network. Call it when the engine is ready. */
export function keepForOffline(provider: Provider): void {
  const runtime =
    provider === 'wasm'
      ? 'ort-wasm-simd-threaded-'
      : 'Suspending' in WebAssembly
        ? 'ort-wasm-simd-threaded.jspi-'
        : 'ort-wasm-simd-threaded.asyncify-'
  keep(['packs/', runtime])
}

/** The same for what finds things in the picture. Call it when that has been used. */
export function keepSegmenting(): void {
  keep(['opencv'])
}

/** The same for what finds faces and bodies, by the names of their folders. */
export function keepPerception(names: readonly string[]): void {
  keep(['perception/files.json', ...names.map((name) => `perception/${name}/`)])
}

function keep(wanted: string[]): void {
  if (!('serviceWorker' in navigator)) return
  void navigator.serviceWorker.ready.then(({ active }) => {
    if (active) send(active, { kind: 'keep', wanted })
  })
}

function send(worker: ServiceWorker, message: ServiceWorkerMessage): void {
  worker.postMessage(message)
}

/** After the first picture has moved: the worker's files must not compete with it. */
function whenQuiet(callback: () => void): void {
  const later = () => setTimeout(callback, 3000)
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}

function watchTouch(): () => boolean {
  let touched = false
  for (const name of ['pointerdown', 'keydown', 'drop', 'paste', 'wheel'])
    addEventListener(
      name,
      () => {
        touched = true
      },
      { once: true, capture: true, passive: true },
    )
  return () => touched
}

/** Says whether this tab was reloaded for this reason within the last minute, and notes that it is now. */
function triedBefore(): boolean {
  try {
    const last = Number(sessionStorage.getItem(triedKey) ?? 0)
    sessionStorage.setItem(triedKey, String(Date.now()))
    return Date.now() - last < 60_000
  } catch {
    return true
  }
}
