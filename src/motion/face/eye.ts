import type { RestFace } from '../../core/face/deform'
import { gazeWay } from '../../core/face/deform'
import { type EyePoints, eyes } from '../../core/face/points'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { pushPull } from '../filters/pushpull'
import { sample, sampled } from '../sample'
import { eyeOutline } from './mesh'
import { carrying, depthIn, type Outline, outlineOf, pixelsOf } from './outline'

/** What lies behind the lids: the white of an eye without its iris, and the iris whole. Pixels of the still. */
interface EyeBall {
  x: number
  y: number
  width: number
  height: number
  white: Float32Array<ArrayBuffer>[]
  iris: Float32Array<ArrayBuffer>[]
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
  return {
    left: eyeBall(still, rest, eyes.left, scaleX, scaleY),
    right: eyeBall(still, rest, eyes.right, scaleX, scaleY),
  }
}

function eyeBall(still: Picture, rest: RestFace, eye: EyePoints, scaleX: number, scaleY: number): EyeBall {
  const outline = outlineOf(rest.landmarks, eyeOutline(eye), scaleX, scaleY)
  const width = Math.abs((outline[16] as number) - (outline[0] as number)) || 1
  const [left, top, right, bottom] = pixelsOf(outline, 0.25 * width + 2, still.width, still.height)
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
  return {
    x: left,
    y: top,
    width: w,
    height: h,
    white,
    iris,
    cx: cx - left,
    cy: cy - top,
    radius,
    line: lashLine(still, outline, width),
  }
}

export function irisRadius(rest: RestFace, eye: EyePoints): number {
  const [centre, ...rim] = eye.iris as [number, ...number[]]
  const place = (i: number, axis: number) => rest.landmarks[3 * i + axis] as number
  const sum = rim.reduce(
    (total, i) => total + Math.hypot(place(i, 0) - place(centre, 0), place(i, 1) - place(centre, 1)),
    0,
  )
  return Math.max(0.5, sum / rim.length)
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

/** The darkest colour along the upper lid, as the mean of what its parts have. */
function lashLine(still: Picture, outline: Outline, width: number): [number, number, number] {
  const sum = [0, 0, 0]
  for (let k = 1; k < 8; k++) {
    let [dark, colour] = [Number.POSITIVE_INFINITY, [0, 0, 0]]
    for (let step = -4; step <= 4; step++) {
      sample(still, outline[2 * k] as number, (outline[2 * k + 1] as number) + (step * 0.07 * width) / 4, false)
      const value = (sampled[0] as number) + (sampled[1] as number) + (sampled[2] as number)
      if (value < dark) [dark, colour] = [value, [...sampled.subarray(0, 3)]]
    }
    colour.forEach((value, c) => {
      sum[c] = (sum[c] as number) + Math.max(0, value) / 7
    })
  }
  return sum as [number, number, number]
}

/** Draws what is seen of an eye between its moved lids, and the line of closed lashes. */
export function drawEye(
  out: Picture,
  ball: EyeBall,
  eye: EyePoints,
  rest: RestFace,
  moved: Float32Array,
  values: ArrayLike<number>,
  scaleX: number,
  scaleY: number,
): void {
  const before = outlineOf(rest.landmarks, eyeOutline(eye), scaleX, scaleY)
  const now = outlineOf(moved, eyeOutline(eye), scaleX, scaleY)
  const corners = (o: Outline) => [o[0], o[1], o[16], o[17]] as [number, number, number, number]
  const back = carrying(corners(now), corners(before))
  const carry = carrying(corners(before), corners(now))
  const lidWay = middleWay(before, now, carry)
  const [gx, gy] = gazeWay(rest, eye, values).map((way, axis) => way * (axis ? scaleY : scaleX)) as [number, number]
  const width = Math.hypot((now[16] as number) - (now[0] as number), (now[17] as number) - (now[1] as number)) || 1
  // At rest the picture's own eye stays; it gives way to the made one as soon as something of it moves.
  const shown = smoothstep(0.008, 0.03, Math.max(Math.hypot(gx, gy), Math.abs(lidWay)) / width)
  if (shown === 0) return
  const inset = Math.max(0.35, 0.012 * width)
  const [left, top, right, bottom] = pixelsOf(now, 1, out.width, out.height)
  const shade = 0.06 * width * shown * smoothstep(0, 0.06 * width, lidWay)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const deep = depthIn(now, x + 0.5, y + 0.5)
      const cover = smoothstep(inset - 0.7, inset + 0.7, deep) * shown
      if (cover <= 0) continue
      const u = back.a * (x + 0.5) - back.b * (y + 0.5) + back.c - ball.x
      const v = back.b * (x + 0.5) + back.a * (y + 0.5) + back.d - ball.y
      // Where the iris has been moved from.
      const [iu, iv] = [u - gx, v - gy]
      const far = Math.hypot(iu - ball.cx, iv - ball.cy) / ball.radius
      const whole = 1 - smoothstep(0.96, 1.1, far)
      const dim = shade > 0 ? 1 - 0.35 * Math.exp(-Math.max(0, deep) / shade) : 1
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const ground = read(ball.white[c] as Float32Array, ball, u, v)
        const colour = whole > 0 ? ground + (read(ball.iris[c] as Float32Array, ball, iu, iv) - ground) * whole : ground
        out.data[at + c] = (out.data[at + c] as number) + (colour * dim - (out.data[at + c] as number)) * cover
      }
    }
  drawLashes(out, now, ball.line, smoothstep(0.25, 0.8, lidWay / opening(before)), width)
}

/** How far the middle of the upper lid has come down, apart from the head's motion. */
function middleWay(before: Outline, now: Outline, carry: { a: number; b: number; c: number; d: number }): number {
  const [x, y] = [before[8] as number, before[9] as number]
  return (now[9] as number) - (carry.b * x + carry.a * y + carry.d)
}

function opening(outline: Outline): number {
  return Math.max(
    1,
    Math.hypot((outline[24] as number) - (outline[8] as number), (outline[25] as number) - (outline[9] as number)),
  )
}

/** A tapered dark line where closed lids meet. */
function drawLashes(out: Picture, now: Outline, line: readonly number[], closed: number, width: number): void {
  if (closed <= 0) return
  const lid = now.subarray(0, 18)
  const [left, top, right, bottom] = pixelsOf(lid, 3, out.width, out.height)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const { distance, along } = nearest(lid, x + 0.5, y + 0.5)
      const half = Math.max(0.45, 0.022 * width) * (0.35 + 0.65 * Math.sin(Math.PI * Math.min(1, 0.15 + 0.8 * along)))
      const cover = 0.8 * closed * (1 - smoothstep(half - 0.4, half + 0.6, distance))
      if (cover <= 0) continue
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const below = out.data[at + c] as number
        out.data[at + c] = below + (Math.min(below, line[c] as number) - below) * cover
      }
    }
}

function nearest(line: Outline, x: number, y: number): { distance: number; along: number } {
  const count = line.length / 2
  let [least, along] = [Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i + 1 < count; i++) {
    const [ax, ay] = [line[2 * i] as number, line[2 * i + 1] as number]
    const [ex, ey] = [(line[2 * i + 2] as number) - ax, (line[2 * i + 3] as number) - ay]
    const share = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1e-9)))
    const square = (x - ax - share * ex) ** 2 + (y - ay - share * ey) ** 2
    if (square < least) [least, along] = [square, (i + share) / (count - 1)]
  }
  return { distance: Math.sqrt(least), along }
}

function read(plane: Float32Array, { width, height }: EyeBall, x: number, y: number): number {
  const px = Math.min(width - 1, Math.max(0, x - 0.5))
  const py = Math.min(height - 1, Math.max(0, y - 0.5))
  const [left, top] = [Math.floor(px), Math.floor(py)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [fx, fy] = [px - left, py - top]
  const upper = (plane[top * width + left] as number) * (1 - fx) + (plane[top * width + right] as number) * fx
  const lower = (plane[bottom * width + left] as number) * (1 - fx) + (plane[bottom * width + right] as number) * fx
  return upper * (1 - fy) + lower * fy
}
