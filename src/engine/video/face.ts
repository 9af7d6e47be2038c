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
import { drawFaces, facePoints } from './landmarks'
import type { FaceMaterial } from './material'
import type { Parts } from './parts'

/**
 * What the face adapter is given: displacements of the points of all faces, the faces drawn, and where they
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
  if (!graphs['landmark-control'] || conditioning.landmarks !== facePoints.length || field.faces.length === 0)
    return null
  const movers = field.faces.flatMap((face) => moversIn(face, field))
  return {
    flows: (frames) => dense.of(movers, timesOf(frames)),
    drawn: (frames) => drawFaces(movers, timesOf(frames), field.picture, size),
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
  return facePoints.map((index) => ({
    x: mesh.places[3 * index] as number,
    y: mesh.places[3 * index + 1] as number,
    at(time) {
      const places = placesAt(time)
      return { x: places[3 * index] as number, y: places[3 * index + 1] as number }
    },
  }))
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
