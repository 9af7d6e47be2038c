import { createStore } from 'zustand/vanilla'
import { KinoraError } from '../core/errors'
import { keepPerception } from './offline'

/** What finds faces, bodies and figures: a folder of files each, that come when they are first wanted. */
export type Perception = 'face_mesh' | 'pose' | 'selfie_segmentation' | 'tasks'

/** What is coming at this moment: bytes that are there, and of how many. */
export interface Bringing {
  bytes: number
  of: number
}

export const bringing = createStore<{ now: Bringing | null }>(() => ({ now: null }))

/** What has come already since the page was opened, or is on its way. */
const brought = new Map<Perception, Promise<void>>()
let calledOff = new AbortController()

/**
 * Fetches what is needed, once: the browser keeps it, and those who need it find it there. How far it is stands in `bringing`.
 * @throws `cancelled`, `vision-unavailable`
 */
export async function bringPerception(wanted: readonly Perception[]): Promise<void> {
  const missing = wanted.filter((name) => !brought.has(name))
  if (missing.length > 0) {
    const coming = bring(missing)
    for (const name of missing) brought.set(name, coming)
    // What did not come is asked for again the next time.
    coming.catch(() => {
      for (const name of missing) brought.delete(name)
    })
  }
  await Promise.all(wanted.map((name) => brought.get(name)))
}

/** Calls off what is on its way. */
export function stopBringing(): void {
  calledOff.abort()
}

async function bring(names: readonly Perception[]): Promise<void> {
  if (calledOff.signal.aborted) calledOff = new AbortController()
  const { signal } = calledOff
  const folder = new URL('perception/', document.baseURI)
  const load = async (file: string) => {
    const answer = await fetch(new URL(file, folder), { signal })
    if (!answer.ok || !answer.body) throw new KinoraError('vision-unavailable', { reason: `${answer.status} ${file}` })
    return answer.body
  }
  try {
    const listed = (await new Response(await load('files.json')).json()) as Record<string, number>
    const files = Object.keys(listed).filter((file) => names.some((name) => file.startsWith(`${name}/`)))
    const of = files.reduce((sum, file) => sum + (listed[file] as number), 0)
    let bytes = 0
    const tell = () => bringing.setState({ now: { bytes: Math.min(bytes, of), of } })
    tell()
    for (const file of files) {
      const reader = (await load(file)).getReader()
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        bytes += piece.value.length
        tell()
      }
    }
    keepPerception(names)
  } catch (thrown) {
    if (signal.aborted) throw new KinoraError('cancelled', {}, thrown)
    throw thrown instanceof KinoraError
      ? thrown
      : new KinoraError('vision-unavailable', { reason: thrown instanceof Error ? thrown.message : '' }, thrown)
  } finally {
    bringing.setState({ now: null })
  }
}
