import { faceAt } from '../../core/face/time'
import type { Size } from '../../core/geometry'
import type { FaceHint } from '../../core/hint'
import { maskToPlane } from '../../core/mask'
import { meshOf } from '../../motion/face/meshes'
import { movedMesh } from '../../motion/face/moved'
import type { MotionField } from '../../motion/types'
import { type HostTensor, hostTensor } from '../runtime/tensor'
import type { DenseMotion } from './dense'
import type { Mover } from './flow'
import type { FaceMaterial } from './material'
import type { Parts } from './parts'

/**
 * The 68 points of the annotation that the face adapter was trained on (Sagonas et al. 2013: contour, brows, nose, eyes,
 * lips outside and inside), by their places among the 478 landmarks.
 */
const points = [
  [162, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389],
  [71, 63, 105, 66, 107],
  [336, 296, 334, 293, 301],
  [168, 197, 5, 4],
  [75, 97, 2, 326, 305],
  [33, 160, 158, 133, 153, 144],
  [362, 385, 387, 263, 373, 380],
  [61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181],
  [78, 82, 13, 312, 308, 317, 14, 87],
].flat()

/** Radius of a drawn point, as a share of the picture's short side. */
const radius = 1 / 160

/**
 * What the face adapter is given: displacements of the points of all faces, the points drawn as white discs, and where faces
 * are. Null where the pack has no such adapter, or the picture no face that moves.
 */
export function faceMaterial(
  parts: Parts,
  dense: DenseMotion,
  field: MotionField,
  size: Size,
  timesOf: (frames: readonly number[]) => number[],
): FaceMaterial | null {
  const { conditioning, graphs } = parts.manifest
  if (!graphs['landmark-control'] || conditioning.landmarks !== points.length || field.faces.length === 0) return null
  const movers = field.faces.flatMap((face) => moversIn(face, field))
  return {
    flows: (frames) => dense.of(movers, timesOf(frames)),
    drawn: (frames) => drawPoints(movers, timesOf(frames), field.picture, size),
    mask: faceMask(field, size),
  }
}

function moversIn(face: FaceHint, { picture, controlScale }: MotionField): Mover[] {
  const mesh = meshOf(face, picture)
  let known: { time: number; places: Float32Array } | null = null
  const placesAt = (time: number) => {
    if (known?.time !== time)
      known = {
        time,
        places: movedMesh(
          mesh,
          faceAt(face, time).map((value) => value * controlScale),
        ),
      }
    return known.places
  }
  return points.map((index) => ({
    x: mesh.places[3 * index] as number,
    y: mesh.places[3 * index + 1] as number,
    at(time) {
      const places = placesAt(time)
      return { x: places[3 * index] as number, y: places[3 * index + 1] as number }
    },
  }))
}

/** [times, 3, height, width], 1 on a point and 0 beside it. */
export function drawPoints(movers: readonly Mover[], times: readonly number[], picture: Size, size: Size): HostTensor {
  const { width, height } = size
  const out = hostTensor([times.length, 3, height, width])
  const reach = Math.max(1, radius * Math.min(width, height))
  times.forEach((time, i) => {
    for (const mover of movers) {
      const at = mover.at(time)
      const [x, y] = [(at.x * width) / picture.width, (at.y * height) / picture.height]
      for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(height - 1, y + reach); row++)
        for (let column = Math.max(0, Math.ceil(x - reach)); column <= Math.min(width - 1, x + reach); column++)
          if (Math.hypot(column - x, row - y) <= reach)
            for (let channel = 0; channel < 3; channel++)
              out.data[((3 * i + channel) * height + row) * width + column] = 1
    }
  })
  return out
}

/** 1 where a face is: its figure where that is known, otherwise the box around its points and half as much again. */
function faceMask({ faces, picture }: MotionField, { width, height }: Size): HostTensor {
  const mask = hostTensor([1, 1, height, width])
  for (const face of faces) {
    if (face.figure) {
      const plane = maskToPlane(face.figure, width, height)
      for (let i = 0; i < plane.data.length; i++) if ((plane.data[i] as number) >= 0.5) mask.data[i] = 1
      continue
    }
    const [left, top, right, bottom] = meshOf(face, picture).box
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const across = Math.abs(((column + 0.5) * picture.width) / width - x) / (right - left)
        const down = Math.abs(((row + 0.5) * picture.height) / height - y) / (bottom - top)
        if (Math.max(across, down) < 0.75) mask.data[row * width + column] = 1
      }
  }
  return mask
}
