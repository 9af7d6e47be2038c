import { KinoraError } from '../core/errors'
import type { GrowingFile } from './growing'

/** Which version of an address bytes came from, as far as the host lets it be known. */
export interface Version {
  etag: string | null
  modified: string | null
  bytes: number | null
}

export interface Surroundings {
  fetch: typeof fetch
  wait(milliseconds: number): Promise<void>
  signal: AbortSignal
}

/** Tries without a single byte in between, and the first wait between them; each next one is twice as long. */
const tries = 4
const firstWait = 500

/**
 * Fills a file from an address, beginning where it ends. What has come is never asked for again, unless the host
 * cannot continue or has another version now: then the file begins anew. A connection that breaks is taken up again.
 * @param version of which the beginning is; given again with what the host says of the rest
 * @param onBytes bytes that came; negative where some were dropped
 * @throws `model-unreachable` {host}, `model-refused` {host, status, file}, `model-forwarded` {host}: the host hands
 * the request on to another, which was not agreed to; `pack-hash` where the host's file is longer or shorter
 */
export async function download(
  url: string,
  file: GrowingFile,
  version: { known: Version | null; keep(version: Version): Promise<void> },
  onBytes: (bytes: number) => void,
  around: Surroundings,
): Promise<void> {
  let known = version.known
  let fruitless = 0
  const dropAll = () => {
    onBytes(-file.size)
    file.startOver()
  }
  while (!file.full) {
    around.signal.throwIfAborted()
    const before = file.size
    let ended = false
    try {
      const response = await ask(url, file, around)
      const now = versionOf(response, response.status === 206 ? before : 0)
      if (before > 0 && !(response.status === 206 && known && sameVersion(known, now))) {
        dropAll()
        if (response.status !== 200) {
          void response.body?.cancel()
          continue
        }
      }
      if (!known || file.size === 0) {
        known = now
        await version.keep(now)
      }
      ended = await take(response, file, onBytes)
    } catch (thrown) {
      if (thrown instanceof KinoraError || around.signal.aborted || !isNetworkFailure(thrown)) throw thrown
    }
    if (file.full) return
    fruitless = file.size > before ? 0 : fruitless + 1
    // The host has nothing more to give, and says that this is all.
    if (ended && fruitless > 0) throw lengthError(file, file.size)
    if (fruitless >= tries) throw new KinoraError('model-unreachable', { host: new URL(url).host })
    if (fruitless > 0) await around.wait(firstWait * 2 ** (fruitless - 1))
  }
}

/** Asks for the rest of a file. Its answer is 200 or 206. */
async function ask(url: string, file: GrowingFile, { fetch, signal }: Surroundings): Promise<Response> {
  const { host } = new URL(url)
  // A range alone needs no leave of the host; `If-Range` would, and few give it. Versions are compared instead.
  const headers: Record<string, string> = file.size > 0 ? { Range: `bytes=${file.size}-` } : {}
  const asked = { headers, signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const
  const response = await fetch(url, asked).catch(async (thrown) => {
    if (!signal.aborted && (await isForwarded(url, fetch, signal))) throw new KinoraError('model-forwarded', { host })
    throw thrown
  })
  if (response.status === 200 || response.status === 206) return response
  void response.body?.cancel()
  // It cannot be continued there: what we have may be more than it has.
  if (response.status === 416) throw lengthError(file, file.size)
  throw new KinoraError('model-refused', { host, status: response.status, file: file.wanted.path })
}

/** Whether the host hands this request on to another one, which the page's policy has not let us follow. */
export async function isForwarded(url: string, fetch: Surroundings['fetch'], signal: AbortSignal): Promise<boolean> {
  try {
    const options = {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    } as const
    const response = await fetch(url, { ...options, signal })
    void response.body?.cancel()
    return response.type === 'opaqueredirect'
  } catch {
    return false
  }
}

/** @returns whether the answer came to its end */
async function take(response: Response, file: GrowingFile, onBytes: (bytes: number) => void): Promise<boolean> {
  const reader = response.body?.getReader()
  if (!reader) return true
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return true
    if (!file.append(value)) {
      void reader.cancel()
      throw lengthError(file, file.size + value.length)
    }
    onBytes(value.length)
  }
}

function versionOf(response: Response, at: number): Version {
  const length = response.headers.get('Content-Length')
  return {
    etag: response.headers.get('ETag'),
    modified: response.headers.get('Last-Modified'),
    bytes: length === null ? null : at + Number(length),
  }
}

/** What one host does not tell cannot differ; in the end the hash decides. */
function sameVersion(a: Version, b: Version): boolean {
  return (['etag', 'modified', 'bytes'] as const).every(
    (key) => a[key] === null || b[key] === null || a[key] === b[key],
  )
}

function lengthError({ wanted }: GrowingFile, found: number): KinoraError {
  return new KinoraError('pack-hash', { file: wanted.path, expected: `${wanted.bytes} bytes`, found: `${found} bytes` })
}

/** `fetch` and its streams throw a TypeError for whatever happens on the way. */
function isNetworkFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === 'NetworkError')
}
