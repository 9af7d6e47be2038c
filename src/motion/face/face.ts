import { deformFace } from '../../core/face/deform'
import { imprintAt } from '../../core/face/imprint/imprint'
import { withoutExpression } from '../../core/face/names'
import { eyes, skinCount } from '../../core/face/points'
import { faceAt } from '../../core/face/time'
import type { Size } from '../../core/geometry'
import type { FaceHint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { isOpaque } from '../filters/resample'
import type { PreparedHead } from '../prepare'
import type { PixelBox } from '../texture'
import { drawHidden } from './draw-hidden'
import { drawEye } from './eye'
import { type EyeTextures, eyeTextures } from './eyeball'
import { type HiddenHalf, hiddenHalf, revealed } from './hidden-half'
import type { FaceMesh } from './mesh'
import { meshOf } from './meshes'
import { drawMouth, type MouthLook, mouthLook } from './mouth'
import { movedWhole } from './moved'
import { shadeSkin } from './shade'
import { carryHead, stretchSkin } from './skin'

/** What is made of a still for a face of it, once. */
interface Look {
  eyes: EyeTextures
  mouth: MouthLook
  opaque: boolean
  hidden: HiddenHalf | null
}

const looks = new WeakMap<Picture, WeakMap<FaceMesh, Look>>()

/**
 * Draws a face as it is at a time over the still: its head where it has been moved to (without a head: its
 * skin stretched over the moved mesh), then what is seen between the lids and between the lips. Where
 * nothing moves the still's own pixels stay.
 *
 * @param still at the frame's size
 * @param out holds the still (and faces drawn before); written within the answer's box
 * @returns what may have changed; null: nothing
 */
export function drawFace(
  hint: FaceHint,
  head: PreparedHead | null,
  still: Picture,
  picture: Size,
  time: number,
  out: Picture,
  strength = 1,
): PixelBox | null {
  const values = faceAt(hint, time)
  for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) * strength
  if (values.every((value) => value === 0)) return null
  const mesh = meshOf(hint, picture)
  const { moved, carried } = movedWhole(mesh, values)
  const scale = { x: still.width / picture.width, y: still.height / picture.height }
  const look = lookOf(mesh, still, scale.x, scale.y)
  if (head) carryHead(mesh, moved, head, still, out, scale)
  else stretchSkin(mesh, moved, still, out, look.opaque, scale)
  const shown = look.hidden ? revealed(look.hidden, values) : 0
  if (look.hidden && shown > 0) {
    towardsTruth(moved, deformFace(mesh.rest, values), shown)
    towardsTruth(carried, deformFace(mesh.rest, withoutExpression(values)), shown)
    drawHidden(look.hidden, mesh.rest, moved, still, out, scale, shown)
  }
  const moment = hint.imprint && imprintAt(hint.imprint, time)
  if (moment && moment.shares.skin > 0) shadeSkin(mesh, moved, moment, out, scale, strength * moment.shares.skin)
  for (const side of ['left', 'right'] as const)
    drawEye(out, look.eyes[side], eyes[side], mesh.rest, { moved, carried }, values, scale)
  drawMouth(out, still, mesh.rest, look.mouth, moved, values, scale.x, scale.y, moment)
  return boxOf(mesh, moved, scale.x, scale.y, still)
}

/** Brings the skin to where it is in space: what of it comes into sight is held back by the mesh, which is what was seen before. */
function towardsTruth(moved: Float32Array, truth: Float32Array, share: number): void {
  for (let i = 0; i < 3 * skinCount; i++)
    moved[i] = (moved[i] as number) + share * ((truth[i] as number) - (moved[i] as number))
}

function lookOf(mesh: FaceMesh, still: Picture, scaleX: number, scaleY: number): Look {
  const known = looks.get(still) ?? new WeakMap<FaceMesh, Look>()
  looks.set(still, known)
  const made = known.get(mesh) ?? {
    eyes: eyeTextures(still, mesh.rest, scaleX, scaleY),
    mouth: mouthLook(still, mesh.rest, scaleX, scaleY),
    opaque: isOpaque(still),
    hidden: hiddenHalf(mesh.rest, still, { x: scaleX, y: scaleY }),
  }
  known.set(mesh, made)
  return made
}

function boxOf(mesh: FaceMesh, moved: Float32Array, scaleX: number, scaleY: number, frame: Size): PixelBox {
  let [left, top, right, bottom] = mesh.box
  for (let i = 0; i < moved.length; i += 3) {
    left = Math.min(left, moved[i] as number)
    right = Math.max(right, moved[i] as number)
    top = Math.min(top, moved[i + 1] as number)
    bottom = Math.max(bottom, moved[i + 1] as number)
  }
  const x = Math.min(frame.width, Math.max(0, Math.floor(left * scaleX)))
  const y = Math.min(frame.height, Math.max(0, Math.floor(top * scaleY)))
  return {
    x,
    y,
    width: Math.max(0, Math.min(frame.width, Math.ceil(right * scaleX)) - x),
    height: Math.max(0, Math.min(frame.height, Math.ceil(bottom * scaleY)) - y),
  }
}
