import { KinoraError } from '../../core/errors'
import type { Mask } from '../../core/image'
import host from './solution-host.js?url&no-inline'

/** A place that was found, by the picture's width and height; `visibility` of a joint, 0..1. */
export interface FoundPoint {
  x: number
  y: number
  z: number
  visibility?: number
}

/** What each solution answers with. */
interface Answers {
  face_mesh: FoundPoint[][]
  pose: FoundPoint[][]
  selfie_segmentation: Mask
}

/** One of MediaPipe's solutions in a classic worker of its own. */
export interface Solution<Kind extends keyof Answers> {
  /**
   * Null: nothing found. Closes the bitmap.
   * @param still a picture of its own; otherwise the next frame of a video
   * @param looks how often it is looked at, each time where the last look has found something
   */
  ask(image: ImageBitmap, still: boolean, faces?: number, looks?: number): Promise<Answers[Kind] | null>
  close(): void
}

interface Answer {
  id: number
  found?: unknown
  error?: string
}

/** @param folder address of the solutions' folders @throws `vision-unavailable` */
export async function startSolution<Kind extends keyof Answers>(kind: Kind, folder: string): Promise<Solution<Kind>> {
  const worker = new Worker(host)
  const waiting = new Map<number, { resolve(found: unknown): void; reject(error: unknown): void }>()
  let next = 0
  const fail = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new KinoraError('vision-unavailable', { reason }))
    waiting.clear()
  }
  worker.onerror = (event) => fail(event.message)
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error === undefined) asked?.resolve(data.found)
    else asked?.reject(new KinoraError('vision-unavailable', { reason: data.error }))
  }
  const ask = (message: object, transfer: Transferable[] = []) =>
    new Promise<unknown>((resolve, reject) => {
      const id = next++
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...message, id }, transfer)
    })
  await ask({ start: kind, folder: `${folder}${kind}/` })
  return {
    ask: async (image, still, faces, looks) =>
      (await ask({ image, still, faces, looks }, [image])) as Answers[Kind] | null,
    close() {
      worker.terminate()
      fail('closed')
    },
  }
}
