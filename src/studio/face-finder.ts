import { type Client, connect } from '../bridge/client'
import type { FaceApi, FoundFace } from '../bridge/face'
import { asKinoraError, KinoraError } from '../core/errors'
import type { Ports } from './ports'

let client: Client<FaceApi> | null = null

/** The worker that finds faces, started when it is first wanted. */
async function worker(): Promise<FaceApi> {
  if (!client) {
    const started = connect<FaceApi>(
      new Worker(new URL('../vision/face/worker.ts', import.meta.url), { type: 'module', name: 'face' }),
      'face',
    )
    client = started
    void started.lost.then(() => {
      if (client === started) client = null
    })
  }
  await client.api.start(new URL('perception/', document.baseURI).href)
  return client.api
}

/** Follows one face through the frames of a video; frames are closed. @throws `vision-unavailable` */
export async function followFaces(): Promise<(frame: ImageBitmap) => Promise<FoundFace | null>> {
  const api = await worker()
  return (frame) => api.follow(frame)
}

/** Follows one body through the frames of a video; frames are closed. @throws `vision-unavailable` */
export async function followBodies(): Promise<(frame: ImageBitmap) => Promise<Float32Array<ArrayBuffer> | null>> {
  const api = await worker()
  return (frame) => api.followBody(frame)
}

/** Looks for the faces of a picture. @throws `vision-unavailable` */
export const findFaces: Ports['findFaces'] = async (still, at): Promise<FoundFace[]> => {
  return told(async () => (await worker()).find(await createImageBitmap(still), at))
}

/** Looks for a body of a picture. @throws `vision-unavailable` */
export const findBody: Ports['findBody'] = async (still, at) => {
  return told(async () => (await worker()).findBody(await createImageBitmap(still), at))
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const error = asKinoraError(thrown)
    if (error.code === 'cancelled' || error.code === 'vision-unavailable') throw error
    throw new KinoraError('vision-unavailable', { reason: error.message }, thrown)
  }
}
