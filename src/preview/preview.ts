import type { PreviewApi, PreviewInfo } from '../bridge/preview'
import { KinoraError } from '../core/errors'
import type { ImprintMoment } from '../core/face/imprint/imprint'
import { fitLongSide, type Size } from '../core/geometry'
import type { Hint } from '../core/hint'
import type { Mask, Picture, Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { planeToMask } from '../core/mask'
import { scaledPixels } from '../media/picture/scaled'
import { backwardMap } from '../motion/backward'
import { compose } from '../motion/compose'
import { animation } from '../motion/face/animated'
import { buildField, updateTracks } from '../motion/field'
import { resizePicture } from '../motion/filters/resample'
import { flowAt } from '../motion/flow'
import { keyedStill } from '../motion/keyed'
import { hintPlaces } from '../motion/places'
import { plainInfluence } from '../motion/plain/influence'
import { sameBeginnings } from '../motion/same'
import type { MotionField } from '../motion/types'
import { cpuRenderer } from './cpu'
import { gpuRenderer } from './gpu'
import type { Renderer } from './renderer'

/** Long side of the field's grid. */
const gridSide = 512
/** Long side on which the tint under the pointer is found. */
const reachSide = 128
/** Milliseconds without a new frame after which the last one is drawn sharper. */
const rest = 180

interface Scene {
  /** The still as it was given, and at the field's size. */
  still: Picture
  grid: Picture
  picture: Size
  hints: Hint[]
  /** The influence that was given; null: the plain method's. */
  given: Influence | null
  field: MotionField
  plate: Picture | null
}

/** What a face does and shows while somebody before the camera drives it. */
interface LivePose {
  values: Float32Array<ArrayBuffer>
  imprint: ImprintMoment | null
}

/** The preview worker's whole state behind its protocol. */
export function createPreview(): PreviewApi {
  let renderer: Renderer | null = null
  let scene: Scene | null = null
  let later: ReturnType<typeof setTimeout> | undefined
  const poses = new Map<string, LivePose>()

  return {
    async start(canvas, options): Promise<PreviewInfo> {
      renderer = await chooseRenderer(canvas, options.renderer)
      return { renderer: renderer.name }
    },

    async setPicture(bitmap, picture, key) {
      const given = readBitmap(bitmap)
      const still = key ? keyedStill(given, picture, key) : given
      const size = fitLongSide(still, gridSide)
      const grid = resizePicture(still, size.width, size.height)
      renderer?.forget()
      scene = { still, grid, picture, hints: [], given: null, plate: null, field: emptyField(grid, picture) }
      const opened = scene
      // Hints that are already on their way do the same.
      setTimeout(() => scene === opened && warmUp(grid, picture), 400)
    },

    async setHints(hints, influence, controlScale, passing = false) {
      if (!scene) return null
      const places = hintPlaces(hints, scene.picture)
      const given = influence && influence.count === places.length ? influence : null
      if (sameBeginnings(scene.hints, hints, scene.picture) && sameInfluence(scene.given, given)) {
        scene = { ...scene, hints, field: updateTracks(scene.field, hints, controlScale, passing) }
        return null
      }
      const used = given ?? plainInfluence(scene.grid, places)
      const field = buildField(scene.grid, scene.picture, hints, used, controlScale, scene.field)
      scene = { ...scene, hints, given, field, plate: null }
      return liftedMask(field.lifted)
    },

    async setPlate(plate) {
      if (scene) scene = { ...scene, plate }
    },

    async pose(control, values, imprint = null) {
      if (values) poses.set(control, { values, imprint })
      else poses.delete(control)
    },

    async draw(time, size) {
      clearTimeout(later)
      if (!renderer || !scene) return { milliseconds: 0, faces: 0 }
      const pixels = scene
      const { field } = pixels
      const drawn = renderer
      const milliseconds = posed(field, poses, () => drawn.draw(field, pixels, time, size))
      later = setTimeout(() => {
        if (scene?.field === field) posed(field, poses, () => drawn.sharpen(field, pixels, time, size))
      }, rest)
      return { milliseconds, faces: animation.milliseconds }
    },

    async capture(time, size) {
      if (!scene) throw new KinoraError('nothing-open')
      const pixels = scene
      const frame = posed(pixels.field, poses, () => compose(pixels.field, pixels, time, size))
      return createImageBitmap(new ImageData(frame.data, frame.width, frame.height), { premultiplyAlpha: 'none' })
    },

    async motion(time, longSide) {
      if (!scene) throw new KinoraError('nothing-open')
      const { width, height } = fitLongSide(scene.picture, longSide)
      const flow = flowAt(scene.field, time, width, height)
      const { hole } = backwardMap(scene.field, time, width, height)
      return { width, height, flow: flow.data, hole }
    },

    async reach(x, y) {
      if (!scene) throw new KinoraError('nothing-open')
      const place = { x: x / scene.picture.width, y: y / scene.picture.height, moving: true }
      const { width, height, maps } = plainInfluence(scene.grid, [place], reachSide)
      return planeToMask({ width, height, data: maps })
    },
  }
}

async function chooseRenderer(canvas: OffscreenCanvas, wanted: 'webgpu' | 'cpu' | 'auto'): Promise<Renderer> {
  const gpu = wanted === 'cpu' ? null : await gpuRenderer(canvas, wanted === 'webgpu')
  return gpu ?? cpuRenderer(canvas)
}

function readBitmap(bitmap: ImageBitmap): Picture {
  const picture = scaledPixels(bitmap, bitmap)
  bitmap.close()
  return picture
}

function emptyField(grid: Picture, picture: Size): MotionField {
  return buildField(grid, picture, [], { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' })
}

/**
 * Does something while faces are as they are told to be. What is prepared for a field is kept by it: so its own faces say something
 * else for as long as that takes.
 */
function posed<T>(field: MotionField, poses: ReadonlyMap<string, LivePose>, work: () => T): T {
  const own = field.faces.map(({ times, values, imprint }) => ({ times, values, imprint }))
  for (const face of field.faces) {
    const pose = poses.get(face.control)
    if (pose) Object.assign(face, { times: Float32Array.of(0), ...pose })
  }
  try {
    return work()
  } finally {
    field.faces.forEach((face, k) => {
      Object.assign(face, own[k])
    })
  }
}

/** One field for nothing, so that the first real one finds everything compiled and the picture's own part done. */
function warmUp(grid: Picture, picture: Size): void {
  const hint: Hint = {
    kind: 'track',
    control: '',
    knots: [
      { x: picture.width / 2, y: picture.height / 2, time: 0 },
      { x: picture.width / 2 + 9, y: picture.height / 2, time: 1 },
    ],
  }
  const field = buildField(grid, picture, [hint], plainInfluence(grid, hintPlaces([hint], picture)))
  compose(field, { still: grid, plate: null }, 1, grid)
}

function liftedMask(lifted: Plane): Mask | null {
  if (!lifted.data.some((value) => value > 0)) return null
  return planeToMask(lifted)
}

function sameInfluence(a: Influence | null, b: Influence | null): boolean {
  if (a === b) return true
  if (!a || !b) return false
  if (a.width !== b.width || a.height !== b.height || a.count !== b.count) return false
  return a.maps.every((value, i) => value === b.maps[i])
}
