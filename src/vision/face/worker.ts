import type { FaceApi, SeenFace } from '../../bridge/face'
import { serve } from '../../bridge/serve'
import { withTallEyes } from '../../core/face/drawn-eyes/drawn-eyes'
import { layEyes } from '../../core/face/drawn-eyes/lay-eyes'
import { fitLongSide, type Size } from '../../core/geometry'
import { scaledPixels } from '../../media/picture/scaled'
import { type BodyFinder, bodyFinder } from '../body/find'
import { findFigure, isFigureOf } from './figure'
import type { Landmarker } from './landmarker'
import { meshLandmarker } from './mesh'
import { searchFaces } from './search'
import { sightReader } from './sight'

/** Address of the solutions' folders. */
let solutions = ''
let landmarker: Promise<Landmarker> | null = null
let finder: Promise<BodyFinder> | null = null
const sights = sightReader()
/** Long side, in pixels, at which a camera's face is looked for. */
const seenSide = 480
/** How often a video's first frame is looked at, and each that follows it. */
const [looksAtFirst, looksAtNext] = [4, 2]
/** What finds faces knows where the last frame of a video had one. */
let following = false
/** One call after another: what finds landmarks has one state. */
let queue: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: (by: Landmarker) => Promise<T>): Promise<T> {
  const turn = queue.then(async () => {
    // A failed start is forgotten, so that the next one tries again.
    landmarker ??= meshLandmarker(solutions).catch((error) => {
      landmarker = null
      throw error
    })
    return work(await landmarker)
  })
  queue = turn.catch(() => undefined)
  return turn
}

const api: FaceApi = {
  async start(folder) {
    solutions = folder
  },
  async setModel(model, folder) {
    solutions = folder
    const { taskLandmarker } = await import('./task')
    const made = await taskLandmarker(model, `${folder}tasks`)
    const former = landmarker
    landmarker = Promise.resolve(made)
    await former?.then(
      (old) => old.close(),
      () => undefined,
    )
  },
  find(picture, at) {
    return inTurn(async (by) => {
      following = false
      const seen = (size: Size) => scaledPixels(picture, size)
      const faces = (await searchFaces(by, picture, at)).map((face) => layEyes(face, picture, seen, withTallEyes))
      // Without its figure a face moves all the same, within the picture as it is.
      const figure = faces.length > 0 ? await findFigure(picture, solutions).catch(() => null) : null
      picture.close()
      return faces.map((landmarks) => ({
        landmarks,
        ...(figure && isFigureOf(figure, landmarks) && { figure }),
      }))
    })
  },
  follow(frame, first) {
    return inTurn(async (by) => {
      const { width, height } = frame
      sights.look(frame)
      const anew = first || !following
      following = true
      const [found] = await by.detect(frame, 1, anew, anew ? looksAtFirst : looksAtNext)
      const landmarks = found && inPixels(found, width, height)
      return landmarks ? { landmarks, sight: sights.read(landmarks) } : null
    })
  },
  async findBody(picture, at) {
    const landmarks = await (await bodies()).find(picture, true, at)
    const figure = landmarks && (await findFigure(picture, solutions).catch(() => null))
    picture.close()
    return landmarks && { landmarks, ...(figure && { figure }) }
  },
  async followBody(frame) {
    const landmarks = await (await bodies()).find(frame, false, null)
    frame.close()
    return landmarks
  },
  async watch(camera, onSeen) {
    const reader = camera.getReader()
    for (;;) {
      const { value: frame, done } = await reader.read()
      if (done) return
      const seen = await inTurn(async (by) => look(by, frame)).finally(() => frame.close())
      onSeen(seen)
    }
  },
}

/** Started when the first body is wanted. */
function bodies(): Promise<BodyFinder> {
  finder ??= bodyFinder(solutions).catch((error) => {
    finder = null
    throw error
  })
  return finder
}

/** The face in a picture of a camera, brought to the size that is looked at. */
async function look(by: Landmarker, frame: VideoFrame): Promise<SeenFace> {
  const begin = performance.now()
  const { width, height } = fitLongSide({ width: frame.displayWidth, height: frame.displayHeight }, seenSide)
  const picture = await createImageBitmap(frame, { resizeWidth: width, resizeHeight: height })
  sights.look(picture)
  following = false
  const [found] = await by.detect(picture, 1, false)
  const landmarks = found ? inPixels(found, width, height) : null
  const sight = landmarks && sights.read(landmarks)
  return { landmarks, sight, milliseconds: performance.now() - begin }
}

function inPixels(landmarks: Float32Array<ArrayBuffer>, width: number, height: number): Float32Array<ArrayBuffer> {
  return landmarks.map((value, i) => value * (i % 3 === 1 ? height : width))
}

serve(api)
