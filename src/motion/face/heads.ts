import { oval, skinCount } from '../../core/face/points'
import { faceCentre, restFace } from '../../core/face/rest'
import type { Size } from '../../core/geometry'
import type { FaceHint } from '../../core/hint'
import type { Mask, Picture, Plane } from '../../core/image'
import { smoothstep } from '../curve'
import { liftedBy } from '../lifted'
import { type Corner, fillTriangle } from '../raster'
import { cutOut } from '../region'
import { sameArea } from '../same'
import type { Head } from '../types'
import { toBorder } from './frame'
import { meshOf } from './meshes'

/** Opacities of a head and of what lies over it from which on they overlap. */
const overlap = 0.3

/**
 * Of each face, its head cut out of the background, where its figure is known.
 *
 * @param others how opaque other layers are, on the still's grid; null: there are none
 * @param former heads of an earlier field of the same still
 */
export function headsOf(
  still: Picture,
  picture: Size,
  faces: readonly FaceHint[],
  others: Plane | null,
  freeze: Plane | null,
  former: readonly (Head | null)[] = [],
): (Head | null)[] {
  return faces.map((face) => {
    if (!face.figure) return null
    const figure = toBorder(ownPart(face.figure, face, faces, picture))
    const known = former.find((head) => head && sameArea(head.figure, figure))
    const cut = known ?? cutOut(still, picture, { selection: figure, feather: 0 })
    const { alpha } = cut
    const lifted = liftedBy([{ alpha, gives: reachOf(face, picture, alpha), limit: null }], still, freeze)
    const shared = !others?.data.some((value, i) => value > overlap && (alpha.data[i] as number) > overlap)
    const { matte, inside, outside } = cut
    return { figure, alpha, matte, inside, outside, lifted, crown: crownOf(face), shared }
  })
}

/** Half as much again as there is above the face: a mirrored brow would be one too many. */
function crownOf({ landmarks }: FaceHint): number {
  return Math.max(0, 0.6 * Math.min(...oval.map((i) => landmarks[3 * i + 1] as number)))
}

/** Of a figure that is several people, what lies nearest to a face. */
function ownPart(figure: Mask, face: FaceHint, faces: readonly FaceHint[], picture: Size): Mask {
  const others = faces.filter((other) => other.figure && other !== face && !sameFace(other, face))
  if (others.length === 0) return figure
  const far = [face, ...others].map(({ landmarks }) => {
    const [cx, cy] = faceCentre(landmarks)
    const { unit } = restFace(landmarks)
    return (x: number, y: number) => Math.hypot(x - cx, 0.6 * (y - cy)) / unit
  })
  const data = new Uint8Array(figure.data.length)
  for (let i = 0; i < data.length; i++) {
    const value = figure.data[i] as number
    if (value === 0) continue
    const x = (((i % figure.width) + 0.5) * picture.width) / figure.width
    const y = ((Math.floor(i / figure.width) + 0.5) * picture.height) / figure.height
    const [own, ...rest] = far.map((distance) => distance(x, y)) as [number, ...number[]]
    data[i] = value * smoothstep(-0.05, 0.05, Math.min(...rest) - own)
  }
  return { ...figure, data }
}

function sameFace(a: FaceHint, b: FaceHint): boolean {
  const [ax, ay] = faceCentre(a.landmarks)
  const [bx, by] = faceCentre(b.landmarks)
  return Math.hypot(ax - bx, ay - by) < restFace(a.landmarks).unit
}

/** How far each place goes with the head, 0..1, on the grid: what hardly moves is not lifted. */
function reachOf(face: FaceHint, picture: Size, grid: Size): Plane {
  const mesh = meshOf(face, picture)
  const out = { width: grid.width, height: grid.height, data: new Float32Array(grid.width * grid.height) }
  const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
  for (const triangles of [mesh.openings, mesh.skin])
    for (let t = 0; t < triangles.length; t += 3) {
      corners.forEach((corner, k) => {
        const i = triangles[t + k] as number
        corner.x = ((mesh.places[3 * i] as number) * grid.width) / picture.width
        corner.y = ((mesh.places[3 * i + 1] as number) * grid.height) / picture.height
        corner.way = i < skinCount ? 1 : Math.min(1, 3 * (mesh.head[i] as number))
      })
      fillTriangle(...corners, grid.width, grid.height, (y, x, count, { way, wayStep }) => {
        for (let k = 0; k < count; k++) out.data[y * grid.width + x + k] = way + k * wayStep
      })
    }
  return out
}
