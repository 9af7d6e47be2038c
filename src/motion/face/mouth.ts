import { rotate } from '../../core/face/fit'
import type { ImprintMoment } from '../../core/face/imprint/imprint'
import { heightOf, tallEye } from '../../core/face/lids'
import { eyes, lips } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import { headTurn } from '../../core/face/turn'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { sample, sampled } from '../sample'
import { drivenMouth } from './driven-mouth'
import { lampPoints } from './imprint/take'
import { carrying, depthIn, type Outline, outlineOf, type PlaneSimilarity, pixelsOf } from './outline'

const innerRing = [...lips.upperInner, ...lips.lowerInner.slice(1, -1).toReversed()]

/** Widths of upper teeth from the middle outwards, of the mouth's width. */
const toothEdges = [0, 0.105, 0.19, 0.275, 0.35, 0.42] as const

/** How the inside of a mouth is lit: by the colours of the face around it. */
export interface MouthLook {
  /** The mouth's usual width, picture pixels. */
  width: number
  /** 0: the still's mouth is shut, 1: it shows its own inside. */
  open: number
  /** 1: people's; 0: a drawing's or an animal's mouth, which shows its tongue and no row of teeth. */
  teeth: 0 | 1
  /** Factors for painted colours, 0..1. */
  light: [number, number, number]
  /** Mean colour of cheeks and chin, of 255. */
  skin: [number, number, number]
}

/** @param scaleX, scaleY still pixels a picture pixel */
export function mouthLook(still: Picture, rest: RestFace, scaleX: number, scaleY: number): MouthLook {
  const ring = outlineOf(rest.landmarks, innerRing)
  const gap = Math.hypot((ring[10] as number) - (ring[30] as number), (ring[11] as number) - (ring[31] as number))
  // Cheeks and chin, by which the face is lit.
  const skin: [number, number, number] = [0, 0, 0]
  for (const i of lampPoints) {
    sample(still, (rest.landmarks[3 * i] as number) * scaleX, (rest.landmarks[3 * i + 1] as number) * scaleY, false)
    for (let c = 0; c < 3; c++) skin[c] = (skin[c] as number) + Math.max(0, sampled[c] as number) / lampPoints.length
  }
  const brightest = Math.max(...skin, 1)
  const level = Math.min(1, 0.25 + (0.75 * brightest) / 225)
  return {
    width: 0.54 * rest.unit,
    open: smoothstep(0.03, 0.07, gap / (0.54 * rest.unit)),
    teeth: [eyes.left, eyes.right].some((eye) => heightOf(rest.landmarks, eye) > tallEye) ? 0 : 1,
    // More than half of a face's hue is taken for its lamp's (or its painter's), the rest for its skin's own.
    light: skin.map((value) => level * (0.4 + (0.6 * value) / brightest)) as [number, number, number],
    skin,
  }
}

/**
 * Draws what open lips show: the still's own teeth where it shows some, else what was seen of a driver's mouth, else a row of
 * teeth, a tongue and the dark.
 */
export function drawMouth(
  out: Picture,
  still: Picture,
  rest: RestFace,
  look: MouthLook,
  moved: Float32Array,
  values: ArrayLike<number>,
  scaleX: number,
  scaleY: number,
  moment: ImprintMoment | null = null,
): void {
  const before = outlineOf(rest.landmarks, innerRing, scaleX, scaleY)
  const now = outlineOf(moved, innerRing, scaleX, scaleY)
  const width = look.width * scaleX
  const change = Math.max(0, ...now.map((_, i) => (i % 2 ? 0 : spread(now, before, i / 2)))) / width
  const shown = smoothstep(0.012, 0.05, change)
  if (shown === 0) return
  const skull = skullFrame(rest, values, width, scaleX, scaleY)
  const [left, top, right, bottom] = pixelsOf(now, 1, out.width, out.height)
  const lower = lowerEdge(now, skull)
  const colour = [0, 0, 0]
  const driven = moment && drivenMouth(moment, now, look.skin)
  const seen = [0, 0, 0]
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const deep = depthIn(now, x + 0.5, y + 0.5)
      const cover = smoothstep(-0.6, 0.6, deep) * shown
      if (cover <= 0) continue
      // In parts of the mouth's width: across from its middle, and down from where the lips meet in the still.
      const across = skull.to.a * (x + 0.5) + skull.to.b * (y + 0.5) + skull.to.e
      const down = skull.to.c * (x + 0.5) + skull.to.d * (y + 0.5) + skull.to.f
      paintInside(colour, across, down, lower, look)
      // Under the lips a painted mouth is darker; one that was seen is as it was seen.
      const dim = look.open > 0 ? 1 : 0.55 + 0.45 * smoothstep(0, 0.07 * width, deep)
      for (let c = 0; c < 3; c++) colour[c] = (colour[c] as number) * dim
      if (driven && driven.share > 0) {
        driven.read(seen, x + 0.5, y + 0.5)
        for (let c = 0; c < 3; c++)
          colour[c] = (colour[c] as number) + ((seen[c] as number) - (colour[c] as number)) * driven.share
      }
      if (look.open > 0) {
        const u = skull.back.a * across - skull.back.b * down + skull.back.c
        const v = skull.back.b * across + skull.back.a * down + skull.back.d
        const own = look.open * smoothstep(-0.5, 1, depthIn(before, u, v))
        if (own > 0) {
          sample(still, u, v, false)
          for (let c = 0; c < 3; c++)
            colour[c] =
              (colour[c] as number) + (Math.min(255, Math.max(0, sampled[c] as number)) - (colour[c] as number)) * own
        }
      }
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++)
        out.data[at + c] = (out.data[at + c] as number) + ((colour[c] as number) - (out.data[at + c] as number)) * cover
    }
}

/** How much further apart the lips are at a point of the upper one than in the still. */
function spread(now: Outline, before: Outline, k: number): number {
  if (k === 0 || k >= 10) return 0
  const gap = (o: Outline) =>
    Math.hypot(
      (o[2 * k] as number) - (o[2 * (20 - k)] as number),
      (o[2 * k + 1] as number) - (o[2 * (20 - k) + 1] as number),
    )
  return Math.abs(gap(now) - gap(before))
}

/** (x, y) -> (a x + b y + e, c x + d y + f). */
interface Affine {
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
}

interface SkullFrame {
  /** From output pixels to parts of the mouth's width. */
  to: Affine
  /** From those to pixels of the still. */
  back: PlaneSimilarity
}

/** The upper jaw goes with the head and with nothing else. */
function skullFrame(
  rest: RestFace,
  values: ArrayLike<number>,
  width: number,
  scaleX: number,
  scaleY: number,
): SkullFrame {
  const { seam } = rest
  const [mx, my] = [(seam[0] as number) + (seam[20] as number), (seam[1] as number) + (seam[21] as number)].map(
    (v) => v / 2,
  ) as [number, number]
  const [ex, ey] = [(seam[20] as number) - (seam[0] as number), (seam[21] as number) - (seam[1] as number)]
  const long = Math.hypot(ex, ey) || 1
  const half = width / scaleX / 2
  const upper = rest.landmarks[3 * 13 + 1] as number
  // The corners lie lower or higher than the middle when a face smiles: the teeth are where the middle is.
  const middleY = my + 0.7 * (upper - my)
  const depth = rest.landmarks[3 * 13 + 2] as number
  const [ux, uy] = [(half * ex) / long, (half * ey) / long]
  // They lie in the face's own plane: a far half that comes into sight shows them as wide as the near one.
  const [nx, ny, nz] = rotate(rest.fit.rotation, 0, 0, 1)
  const lift = (dx: number, dy: number) => depth - (nx * dx + ny * dy) / Math.max(leastFacing, nz)
  const ends = Float32Array.of(
    ...[mx - ux, middleY - uy, lift(-ux, -uy)],
    ...[mx + ux, middleY + uy, lift(ux, uy)],
    ...[mx - uy, middleY + ux, lift(-uy, ux)],
  )
  const still = Array.from(ends, (v, i) => v * (i % 3 ? scaleY : scaleX))
  const turn = headTurn(rest, values)
  for (const at of [0, 3, 6]) turn(ends, at, 1)
  const now = Array.from(ends, (v, i) => v * (i % 3 ? scaleY : scaleX))
  const corners = (of: number[]) => [of[0], of[1], of[3], of[4]] as [number, number, number, number]
  return { to: inverseFrame(now), back: carrying([-0.5, 0, 0.5, 0], corners(still)) }
}

/** As little as a face may look at us, as the cosine of the angle, for its plane to be told by it. */
const leastFacing = 0.4

/** From pixels to parts of a mouth's width, of three places in it: its two ends, and half its width below its middle; [3, 3], x, y, z each. */
function inverseFrame(places: readonly number[]): Affine {
  const at = (i: number) => places[i] as number
  const [xx, xy] = [at(3) - at(0), at(4) - at(1)]
  const [cx, cy] = [(at(0) + at(3)) / 2, (at(1) + at(4)) / 2]
  const [yx, yy] = [2 * (at(6) - cx), 2 * (at(7) - cy)]
  const det = xx * yy - xy * yx
  const part = Math.abs(det) < 1e-6 ? 0 : 1 / det
  const [a, b, c, d] = [yy * part, -yx * part, -xy * part, xx * part]
  return { a, b, e: -(a * cx + b * cy), c, d, f: -(c * cx + d * cy) }
}

/** How far down the lower lip is in the middle, in parts of the mouth's width. */
function lowerEdge(now: Outline, { to }: SkullFrame): number {
  return to.c * (now[30] as number) + to.d * (now[31] as number) + to.f
}

const dark = [46, 16, 17] as const
const flesh = [176, 84, 84] as const
const ivory = [240, 233, 220] as const

/** The colour of a place within the mouth. */
function paintInside(out: number[], across: number, down: number, lower: number, look: MouthLook): void {
  const side = Math.min(1, Math.abs(across) / 0.46)
  const mix = (colour: readonly number[], share: number, gain = 1) => {
    for (let c = 0; c < 3; c++)
      out[c] =
        (out[c] as number) + ((colour[c] as number) * gain * (look.light[c] as number) - (out[c] as number)) * share
  }
  // The throat: darkest in the middle of what is open.
  const deep = Math.max(0.02, lower)
  for (let c = 0; c < 3; c++)
    out[c] = (dark[c] as number) * (look.light[c] as number) * (0.75 + 0.35 * Math.abs(down / deep - 0.5))
  // The tongue lies on the lower jaw, and is seen when the mouth is well open.
  const back = lower - Math.min(0.3, 0.55 * deep) * (1 - 0.35 * side * side)
  const seen = look.teeth ? smoothstep(0.1, 0.22, deep) : smoothstep(0.05, 0.12, deep)
  const tongue = smoothstep(back - 0.03, back + 0.05, down) * (1 - smoothstep(0.6, 0.85, side)) * seen
  const groove = 1 - 0.18 * Math.exp(-((across / 0.025) ** 2))
  mix(flesh, 0.9 * tongue, (0.5 + 0.5 * smoothstep(back, lower, down)) * (look.teeth ? groove : 1.15))
  if (!look.teeth) return
  // Lower teeth: their rim, before the lip.
  const rim = lower - 0.035 * (1 - side * side)
  mix(
    ivory,
    0.75 * smoothstep(rim - 0.012, rim + 0.012, down) * (1 - smoothstep(0.55, 0.8, side)) * smoothstep(0.16, 0.3, deep),
    0.72,
  )
  // The row of upper teeth, curved, each a little rounded at its edge.
  const cut = toothAt(Math.abs(across))
  const edge = 0.085 - 0.075 * side * side - 0.012 * cut.rounded
  // Where the still shows teeth of its own there are no others: above them is the gum.
  const tooth = (1 - smoothstep(edge - 0.012, edge + 0.012, down)) * (1 - look.open)
  // Where a smile draws the corners up there are still teeth, and beside them the dark.
  const gum = 1 - smoothstep(-0.08, -0.05, down + 0.16 * side * side)
  const light = (1 - 0.5 * side ** 3) * (0.82 + 0.18 * smoothstep(-0.05, edge, down)) * (1 - 0.16 * cut.between)
  mix(ivory, tooth * (1 - smoothstep(0.88, 1, side)), light)
  mix(flesh, (look.open > 0 ? 1 - smoothstep(0, 0.05, down) : gum) * (1 - smoothstep(0.6, 0.85, side)), 0.82)
}

/** How near a place is to the line between two teeth, and how far a tooth's edge is drawn up there. */
function toothAt(across: number): { between: number; rounded: number } {
  let nearest = 1
  for (const edge of toothEdges) nearest = Math.min(nearest, Math.abs(across - edge))
  return { between: Math.exp(-((nearest / 0.007) ** 2)), rounded: Math.exp(-((nearest / 0.02) ** 2)) }
}
