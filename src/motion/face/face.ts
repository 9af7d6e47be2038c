import { eyes } from '../../core/face/points'
import { faceAt } from '../../core/face/time'
import type { Size } from '../../core/geometry'
import type { FaceHint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { isOpaque, sampledPixel, samplePicture } from '../filters/resample'
import { type Corner, fillTriangle } from '../raster'
import { sample, sampled } from '../sample'
import { drawEye, type EyeTextures, eyeTextures } from './eye'
import { type FaceMesh, faceMesh, movedMesh } from './mesh'
import { drawMouth, type MouthLook, mouthLook } from './mouth'

/** A whole number of pixels of a frame. */
export interface PixelBox extends Size {
  x: number
  y: number
}

const meshes = new WeakMap<Float32Array, FaceMesh>()
const looks = new WeakMap<Picture, WeakMap<FaceMesh, { eyes: EyeTextures; mouth: MouthLook; opaque: boolean }>>()

/** The mesh of a face, made once for its landmarks. */
export function meshOf(hint: FaceHint, picture: Size): FaceMesh {
  const known = meshes.get(hint.landmarks)
  if (known) return known
  const mesh = faceMesh(hint.landmarks, picture)
  meshes.set(hint.landmarks, mesh)
  return mesh
}

/**
 * Draws a face as it is at a time over the still: its skin stretched over the moved mesh, then what is
 * seen between the lids and between the lips. Where nothing moves the still's own pixels stay.
 *
 * @param still at the frame's size
 * @param out holds the still (and faces drawn before); written within the answer's box
 * @returns what may have changed; null: nothing
 */
export function drawFace(
  hint: FaceHint,
  still: Picture,
  picture: Size,
  time: number,
  out: Picture,
  scale = 1,
): PixelBox | null {
  const values = faceAt(hint, time)
  for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) * scale
  if (values.every((value) => value === 0)) return null
  const mesh = meshOf(hint, picture)
  const moved = movedMesh(mesh, values)
  const [scaleX, scaleY] = [still.width / picture.width, still.height / picture.height]
  const look = lookOf(mesh, still, scaleX, scaleY)
  drawSkin(mesh, moved, still, out, look.opaque, scaleX, scaleY)
  for (const side of ['left', 'right'] as const)
    drawEye(out, look.eyes[side], eyes[side], mesh.rest, moved, values, scaleX, scaleY)
  drawMouth(out, still, mesh.rest, look.mouth, moved, values, scaleX, scaleY)
  return boxOf(mesh, moved, scaleX, scaleY, still)
}

function lookOf(mesh: FaceMesh, still: Picture, scaleX: number, scaleY: number) {
  const known = looks.get(still) ?? new WeakMap()
  looks.set(still, known)
  const made = known.get(mesh) ?? {
    eyes: eyeTextures(still, mesh.rest, scaleX, scaleY),
    mouth: mouthLook(still, mesh.rest, scaleX, scaleY),
    opaque: isOpaque(still),
  }
  known.set(mesh, made)
  return made
}

/** Draws the triangles that move, the further ones first. */
function drawSkin(
  mesh: FaceMesh,
  moved: Float32Array,
  still: Picture,
  out: Picture,
  opaque: boolean,
  scaleX: number,
  scaleY: number,
): void {
  const { places } = mesh
  const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
  const { width, data } = out
  const draw = (triangles: Uint16Array, t: number) => {
    let still3 = true
    for (let k = 0; k < 3; k++) {
      const i = 3 * (triangles[t + k] as number)
      const corner = corners[k] as Corner
      corner.u = (places[i] as number) * scaleX
      corner.v = (places[i + 1] as number) * scaleY
      corner.x = (moved[i] as number) * scaleX
      corner.y = (moved[i + 1] as number) * scaleY
      if (corner.x !== corner.u || corner.y !== corner.v) still3 = false
    }
    if (still3) return
    fillTriangle(corners[0], corners[1], corners[2], width, out.height, (y, x, count, sx, sy, dx, dy) => {
      let at = 4 * (y * width + x)
      let [u, v] = [sx, sy]
      for (let k = 0; k < count; k++) {
        if (opaque) {
          sample(still, u, v, false)
          data[at] = sampled[0] as number
          data[at + 1] = sampled[1] as number
          data[at + 2] = sampled[2] as number
        } else {
          samplePicture(still, u, v)
          for (let c = 0; c < 4; c++) data[at + c] = sampledPixel[c] as number
        }
        at += 4
        u += dx
        v += dy
      }
    })
  }
  for (let t = 0; t < mesh.openings.length; t += 3) draw(mesh.openings, t)
  for (const t of furthestFirst(mesh, moved)) draw(mesh.skin, t)
}

function furthestFirst({ skin }: FaceMesh, moved: Float32Array): number[] {
  const depth = (t: number) =>
    (moved[3 * (skin[t] as number) + 2] as number) +
    (moved[3 * (skin[t + 1] as number) + 2] as number) +
    (moved[3 * (skin[t + 2] as number) + 2] as number)
  const order = Array.from({ length: skin.length / 3 }, (_, k) => ({ t: 3 * k, z: depth(3 * k) }))
  return order.sort((a, b) => b.z - a.z).map(({ t }) => t)
}

function boxOf(mesh: FaceMesh, moved: Float32Array, scaleX: number, scaleY: number, frame: Size): PixelBox {
  let [left, top, right, bottom] = mesh.box
  for (let i = 0; i < moved.length; i += 3) {
    left = Math.min(left, moved[i] as number)
    right = Math.max(right, moved[i] as number)
    top = Math.min(top, moved[i + 1] as number)
    bottom = Math.max(bottom, moved[i + 1] as number)
  }
  const x = Math.max(0, Math.floor(left * scaleX))
  const y = Math.max(0, Math.floor(top * scaleY))
  return {
    x,
    y,
    width: Math.max(0, Math.min(frame.width, Math.ceil(right * scaleX)) - x),
    height: Math.max(0, Math.min(frame.height, Math.ceil(bottom * scaleY)) - y),
  }
}
