import { type Remote, wrap } from 'comlink'
import { storage } from './storage'
import type { HarnessResult } from './worker'

interface Api {
  call(name: string, args: unknown[]): Promise<HarnessResult>
}

const worker: Remote<Api> = wrap<Api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/** Blobs in the arguments come as {base64, type}; blobs and bytes in the result go as base64 too. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { base64: await base64(value), type: value.type }
  if (ArrayBuffer.isView(value)) return { base64: await base64(new Blob([value as Uint8Array<ArrayBuffer>])) }
  if (typeof value !== 'object' || value === null) return value
  const entries = await Promise.all(Object.entries(value).map(async ([key, item]) => [key, await plain(item)] as const))
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

function rich(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return value
  const { base64: text, type } = value as { base64: string; type?: string }
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type })
}

Object.assign(window, {
  storage,
  media: async (name: string, ...args: unknown[]) => plain(await worker.call(name, args.map(rich))),
})
