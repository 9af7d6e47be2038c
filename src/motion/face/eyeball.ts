import { heightOf, irisRadius, tallEye } from '../../core/face/lids'
import { type EyePoints, eyes } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { pushPull } from '../filters/pushpull'
import { lashLine } from './lashes'
import { type Lid, lidMargin, lidOf } from './lid'
import { depthIn, eyeOutline, outlineOf, pixelsOf } from './outline'

/** What lies behind the lids: the white of an eye without its iris, and the iris whole. Pixels of the still. */
export interface EyeBall {
  x: number
  y: number
  width: number
  height: number
  white: Float32Array<ArrayBuffer>[]
  iris: Float32Array<ArrayBuffer>[]
  /** What a lid is painted with that the picture has nothing of, as an eye is drawn; null: its own skin is drawn over it. */
  lid: Lid | null
  /** Centre and radius of the iris, from the same corner. */
  cx: number
  cy: number
  radius: number
  /** The colour of the lashes' line. */
  line: [number, number, number]
}

/** The eyes of a face at one size of the still. */
export interface EyeTextures {
  left: EyeBall
  right: EyeBall
}

export function eyeTextures(still: Picture, rest: RestFace, scaleX: number, scaleY: number): EyeTextures {
  const [left, right] = [eyes.left, eyes.right].map((eye) => eyeBall(still, rest, eye, scaleX, scaleY)) as [
    EyeBall,
    EyeBall,
  ]
  // One pen has drawn both.
  if (left.lid && right.lid) {
    const darkness = ({ line }: EyeBall) => line[0] + line[1] + line[2]
    const line = darkness(left) < darkness(right) ? left.line : right.line
    return { left: { ...left, line }, right: { ...right, line } }
  }
  return { left, right }
}

function eyeBall(still: Picture, rest: RestFace, eye: EyePoints, scaleX: number, scaleY: number): EyeBall {
  const outline = outlineOf(rest.landmarks, eyeOutline(eye), scaleX, scaleY)
  const width = Math.abs((outline[16] as number) - (outline[0] as number)) || 1
  const tall = heightOf(rest.landmarks, eye) > tallEye
  const [left, top, right, bottom] = pixelsOf(outline, (tall ? lidMargin : 0.25) * width + 2, still.width, still.height)
  const [w, h] = [Math.max(1, right - left), Math.max(1, bottom - top)]
  const [cx, cy] = [0, 1].map(
    (axis) => (rest.landmarks[3 * (eye.iris[0] as number) + axis] as number) * (axis ? scaleY : scaleX),
  ) as [number, number]
  const radius = irisRadius(rest, eye) * scaleX
  const planes = () => [0, 1, 2].map(() => new Float32Array(w * h))
  const [white, iris] = [planes(), planes()]
  const [whiteKnown, irisKnown] = [new Float32Array(w * h), new Float32Array(w * h)]
  const rim = Math.max(0.7, 0.035 * width)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const i = y * w + x
      const [px, py] = [left + x + 0.5, top + y + 0.5]
      const from = 4 * ((top + y) * still.width + left + x)
      const deep = smoothstep(0.5 * rim, 1.5 * rim, depthIn(outline, px, py))
      const out = Math.hypot(px - cx, py - cy) / radius
      whiteKnown[i] = deep * smoothstep(1.08, 1.22, out)
      irisKnown[i] = deep * (1 - smoothstep(0.98, 1.08, out))
      for (let c = 0; c < 3; c++) {
        ;(white[c] as Float32Array)[i] = still.data[from + c] as number
        ;(iris[c] as Float32Array)[i] = still.data[from + c] as number
      }
    }
  if (!whiteKnown.some((value) => value > 0.5)) assumeWhite(white, whiteKnown, iris, irisKnown)
  pushPull(white, whiteKnown, w, h)
  wholeIris(iris, irisKnown, w, h, cx - left, cy - top, radius)
  const line = lashLine(still, outline, width, tall ? 0.14 : 0.07)
  return {
    x: left,
    y: top,
    width: w,
    height: h,
    white,
    iris,
    lid: tall ? lidOf(still, rest, eye, outline, { x: left, y: top, width: w, height: h }) : null,
    cx: cx - left,
    cy: cy - top,
    radius,
    line,
  }
}

/** An eye that is all iris: its white is taken to be somewhat lighter than its lightest part. */
function assumeWhite(white: Float32Array[], known: Float32Array, iris: Float32Array[], seen: Float32Array): void {
  let [light, best] = [0, 0]
  for (let i = 0; i < seen.length; i++) {
    if ((seen[i] as number) < 0.5) continue
    const value = (iris[0]?.[i] as number) + (iris[1]?.[i] as number) + (iris[2]?.[i] as number)
    if (value > best) [best, light] = [value, i]
  }
  known.fill(1)
  white.forEach((plane, c) => {
    plane.fill(0.3 * (iris[c]?.[light] as number) + 0.7 * 225)
  })
}

/** Fills what the lids hide of an iris: by the mean of its ring, as it is round. */
function wholeIris(
  iris: Float32Array[],
  known: Float32Array,
  w: number,
  h: number,
  cx: number,
  cy: number,
  radius: number,
): void {
  const bins = Math.max(4, Math.ceil(radius * 1.3))
  const sums = new Float64Array(4 * (bins + 1))
  const ringOf = (x: number, y: number) =>
    Math.min(bins, (Math.hypot(x + 0.5 - cx, y + 0.5 - cy) / (1.3 * radius)) * bins)
  for (let i = 0; i < w * h; i++) {
    const share = known[i] as number
    if (share === 0) continue
    const bin = 4 * Math.round(ringOf(i % w, Math.floor(i / w)))
    for (let c = 0; c < 3; c++) sums[bin + c] = (sums[bin + c] as number) + share * (iris[c]?.[i] as number)
    sums[bin + 3] = (sums[bin + 3] as number) + share
  }
  const ring = (bin: number, c: number): number => {
    for (let off = 0; off <= bins; off++)
      for (const near of [bin - off, bin + off])
        if (near >= 0 && near <= bins && (sums[4 * near + 3] as number) > 0.2)
          return (sums[4 * near + c] as number) / (sums[4 * near + 3] as number)
    return 60
  }
  for (let i = 0; i < w * h; i++) {
    const share = known[i] as number
    if (share >= 1) continue
    const at = ringOf(i % w, Math.floor(i / w))
    const low = Math.floor(at)
    for (let c = 0; c < 3; c++) {
      const mean = ring(low, c) + (ring(Math.min(bins, low + 1), c) - ring(low, c)) * (at - low)
      const plane = iris[c] as Float32Array
      plane[i] = (plane[i] as number) * share + mean * (1 - share)
    }
  }
}
