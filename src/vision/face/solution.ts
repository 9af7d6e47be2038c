import { KinoraError } from '../../core/errors'
import { type Landmarker, landmarksOf } from './landmarker'
import host from './solution-host.js?url&no-inline'

interface Answer {
  id: number
  faces?: { x: number; y: number; z: number }[][]
  error?: string
}

/** Landmarks by the face mesh that comes with the studio, in a classic worker of its own. @throws `vision-unavailable` */
export async function solutionLandmarker(folder: string): Promise<Landmarker> {
  const worker = new Worker(host)
  const waiting = new Map<
    number,
    { resolve(faces: NonNullable<Answer['faces']>): void; reject(error: unknown): void }
  >()
  let next = 0
  const fail = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new KinoraError('vision-unavailable', { reason }))
    waiting.clear()
  }
  worker.onerror = (event) => fail(event.message)
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error === undefined) asked?.resolve(data.faces ?? [])
    else asked?.reject(new KinoraError('vision-unavailable', { reason: data.error }))
  }
  const ask = (message: object, transfer: Transferable[] = []) =>
    new Promise<NonNullable<Answer['faces']>>((resolve, reject) => {
      const id = next++
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...message, id }, transfer)
    })
  await ask({ start: folder })
  return {
    async detect(image, faces, still) {
      const found = await ask({ image, faces, still }, [image])
      return found.map(landmarksOf)
    },
    close() {
      worker.terminate()
      fail('closed')
    },
  }
}
