import { type Client, connect } from '../bridge/client'
import type { DrivingFace, FaceApi, FoundFace, SeenFace } from '../bridge/face'
import { asKinoraError, KinoraError } from '../core/errors'
import { faceModel } from '../media/pack/known'
import { modelFile } from '../media/storage/models/folders'
import { bringPerception, type Perception } from './perception'
import type { Ports } from './ports'

let client: Client<FaceApi> | null = null
/** The model that was chosen, and whether the worker has it, or will: two who want it at once give it once. */
let chosen: { id: string; given: Promise<boolean> | null; onBroken(): void } | null = null

/** Has faces found by a model that is kept from now on; null: by what comes with the studio. `onBroken`: it cannot be used. */
export function chooseFaceModel(id: string | null, onBroken: () => void): void {
  // What has another model already is started anew when it is next wanted.
  if (chosen?.given) {
    client?.close()
    client = null
  }
  chosen = id === null ? null : { id, given: null, onBroken }
}

/** Address of the solutions' folders. */
function solutions(): string {
  return new URL('perception/', document.baseURI).href
}

/** Gives the chosen model to the worker, where that can be done. Answers whether it has it. */
async function giveModel(api: FaceApi): Promise<boolean> {
  const model = chosen
  if (!model) return false
  model.given ??= give(model, api)
  return model.given
}

async function give(model: NonNullable<typeof chosen>, api: FaceApi): Promise<boolean> {
  try {
    const file = await modelFile(model.id, faceModel.file.path)
    if (!file) throw new KinoraError('pack-missing', { file: faceModel.file.path })
    await api.setModel(new Uint8Array(await file.arrayBuffer()), solutions())
    return true
  } catch {
    if (chosen === model) chosen = null
    model.onBroken()
    return false
  }
}

/** The worker that finds faces, started when it is first wanted, after what it needs has come. */
async function worker(...needs: Perception[]): Promise<FaceApi> {
  await bringPerception(needs.map((need) => (need === 'face_mesh' && chosen ? 'tasks' : need)))
  if (!client) {
    const started = connect<FaceApi>(
      new Worker(new URL('../vision/face/worker.ts', import.meta.url), { type: 'module', name: 'face' }),
      'face',
    )
    client = started
    void started.lost.then(() => {
      if (client !== started) return
      client = null
      if (chosen) chosen.given = null
    })
  }
  const { api } = client
  if (await giveModel(api)) return api
  await api.start(solutions())
  return api
}

/** Follows one face through the frames of a video; frames are closed. @throws `vision-unavailable` */
export async function followFaces(): Promise<(frame: ImageBitmap) => Promise<DrivingFace | null>> {
  const api = await worker('face_mesh')
  let first = true
  return (frame) => {
    const found = api.follow(frame, first)
    first = false
    return found
  }
}

/** Follows one body through the frames of a video; frames are closed. @throws `vision-unavailable` */
export async function followBodies(): Promise<(frame: ImageBitmap) => Promise<Float32Array<ArrayBuffer> | null>> {
  const api = await worker('pose')
  return (frame) => api.followBody(frame)
}

/** Follows one face in what a camera sees, until that ends; the camera's pictures stay in the worker. @throws `vision-unavailable` */
export async function watchFaces(camera: ReadableStream<VideoFrame>, onSeen: (seen: SeenFace) => void): Promise<void> {
  const api = await worker('face_mesh')
  await api.watch(camera, onSeen)
}

/** Looks for the faces of a picture. @throws `vision-unavailable` */
export const findFaces: Ports['findFaces'] = async (still, at): Promise<FoundFace[]> => {
  return told(async () => (await worker('face_mesh', 'selfie_segmentation')).find(await createImageBitmap(still), at))
}

/** The one face that is seen at the first glance at a picture, without its figure. @throws `vision-unavailable` */
export async function glanceFace(still: ImageBitmap): Promise<FoundFace | null> {
  const { width, height } = still
  const found = await (await worker()).follow(await createImageBitmap(still), true)
  return found && { landmarks: found.landmarks.map((value, i) => value / (i % 3 === 1 ? height : width)) }
}

/** Looks for a body of a picture. @throws `vision-unavailable` */
export const findBody: Ports['findBody'] = async (still, at) => {
  return told(async () => (await worker('pose', 'selfie_segmentation')).findBody(await createImageBitmap(still), at))
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
