import type { EyePoints } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import type { Picture } from '../../core/image'
import { mix, smoothstep } from '../curve'
import { pushPull } from '../filters/pushpull'
import type { PixelBox } from '../texture'
import type { PlaneMap } from './eye-map'
import { furOver } from './fur'
import { depthIn, type Outline, pixelsOf } from './outline'
import { read } from './planes'

/** How far around an eye is looked, of its width. */
export const lidMargin = 1.1
/** How far around the eye its drawn lashes and rim are covered too, of its width. */
const beyond = 0.26
/** How different skin may be from skin, of 255; what is fur by the median step over a fortieth of the eye and the median way from its middle. */
const [alike, unlike] = [8, 24] as const
const [flat, rough] = [2.4, 3.8] as const
const [even, uneven] = [5, 9] as const

/** How far the dark rim of an animal's eye reaches, of the eye's width. */
const furRim = 0.2
/** How thick lashes are, against a person's: of a drawing, and where a line parts fur from fur. */
const [boldDrawn, boldFur] = [4, 0.8] as const
/** And how much of their own colour they show. */
const [solidDrawn, solidFur] = [1, 0.8] as const

/** What a lid is painted with, over the box of its eye. */
export interface Lid {
  /** Red, green, blue. */
  planes: Float32Array<ArrayBuffer>[]
  /** Where it covers what is drawn, 0..1: the eye, and its lashes and rim around it. */
  cover: Float32Array<ArrayBuffer>
  /** How thick its own lashes are, against a person's. */
  bold: number
  /** How much of their own colour lashes show, 0..1. */
  solid: number
}

/**
 * What a lid looks like: the skin around an eye, carried on over it smoothly; where that is fur, patches of what grows there.
 *
 * @param outline the eye in the still, its pixels
 */
export function lidOf(still: Picture, rest: RestFace, eye: EyePoints, outline: Outline, box: PixelBox): Lid {
  const { x: left, y: top, width, height } = box
  const wide = Math.abs((outline[16] as number) - (outline[0] as number)) || 1
  const own = [0, 1, 2].map(() => new Float32Array(width * height))
  const depth = new Float32Array(width * height)
  for (let i = 0; i < depth.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    depth[i] = depthIn(outline, left + x + 0.5, top + y + 0.5) / wide
    const from = 4 * ((top + y) * still.width + left + x)
    for (let c = 0; c < 3; c++) (own[c] as Float32Array)[i] = still.data[from + c] as number
  }
  const lowest = Math.max(...outline.filter((_, k) => k % 2 === 1)) - top
  // Below an eye there is cheek, whatever hangs into it from above.
  const cheek: number[] = []
  for (let i = 0; i < depth.length; i++)
    if ((depth[i] as number) < -0.12 && (depth[i] as number) > -0.4 && Math.floor(i / width) > lowest - 0.1 * wide)
      cheek.push(i)
  const skin = own.map((plane) => median(cheek.map((i) => plane[i] as number)))
  const spread = median(cheek.map((i) => Math.abs((own[1]?.[i] as number) - (skin[1] as number))))
  const roughness =
    smoothstep(
      flat,
      rough,
      median(cheek.map((i) => stepAt(own[1] as Float32Array, i, width * Math.max(1, Math.round(wide / 40))))),
    ) * smoothstep(even, uneven, spread)
  const away = (i: number, colour: readonly number[]) =>
    Math.hypot(...own.map((plane, c) => (plane[i] as number) - (colour[c] as number)))
  const known = depth.map(
    (deep, i) =>
      smoothstep(-0.05, -0.12, deep) *
      (1 - smoothstep(alike, unlike, away(i, skin) / (1 + Math.max(0, spread - 4) / 5))),
  )
  // What is drawn around the eye ends somewhere; what goes on there hangs into it, as hair does.
  const [cx, cy] = [0, 1].map(
    (axis) => outline.reduce((sum, value, k) => sum + (k % 2 === axis ? value : 0), 0) / (outline.length / 2),
  ) as [number, number]
  const cover = depth.map((deep, i) => {
    const near = smoothstep(-beyond, -0.5 * beyond, deep)
    const within = smoothstep(-0.13, -0.07, deep)
    if (near === 0 || within === 1) return within
    const [x, y] = [left + (i % width) + 0.5 - cx, top + Math.floor(i / width) + 0.5 - cy]
    const far = 1 + (beyond * wide) / (Math.hypot(x, y) || 1)
    const column = Math.min(width - 1, Math.max(0, Math.floor(cx + far * x - left)))
    const row = Math.min(height - 1, Math.max(0, Math.floor(cy + far * y - top)))
    const further = own.map((plane) => plane[row * width + column] as number)
    return Math.max(within, near * smoothstep(18, 60, away(i, further)))
  })
  const planes = own.map((plane) => plane.slice())
  pushPull(planes, known, width, height)
  if (roughness === 0) return { planes, cover, bold: boldDrawn, solid: solidDrawn }
  // Fur has no colour of its own that could be carried on.
  const inEye = depth.map((deep) => (deep > -furRim ? 1 : 0)) as Float32Array<ArrayBuffer>
  const fur = furOver(rest, eye, wide, box, own, inEye)
  for (let i = 0; i < cover.length; i++) {
    const share = smoothstep(-furRim, -0.1, depth[i] as number)
    cover[i] = mix(cover[i] as number, share, roughness)
    planes.forEach((plane, c) => {
      plane[i] = mix(plane[i] as number, fur.data[4 * i + c] as number, roughness * share)
    })
  }
  return {
    planes,
    cover,
    bold: mix(boldDrawn, boldFur, roughness),
    solid: mix(solidDrawn, solidFur, roughness),
  }
}

/** Covers what a lid has come down (or up) over. @param back from output pixels to the still's */
export function drawLid(out: Picture, ball: PixelBox, lid: Lid, now: Outline, back: PlaneMap, shown: number): void {
  const scale = Math.sqrt(Math.abs(back.xx * back.yy - back.xy * back.yx)) || 1
  const [left, top, right, bottom] = pixelsOf(now, Math.max(ball.width, ball.height) / scale, out.width, out.height)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const u = back.xx * (x + 0.5) + back.xy * (y + 0.5) + back.x0 - ball.x
      const v = back.yx * (x + 0.5) + back.yy * (y + 0.5) + back.y0 - ball.y
      if (u < 0 || v < 0 || u > ball.width || v > ball.height) continue
      const cover = shown * read(lid.cover, ball, u, v) * (1 - smoothstep(-0.5, 0.5, depthIn(now, x + 0.5, y + 0.5)))
      if (cover <= 0) continue
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const colour = read(lid.planes[c] as Float32Array, ball, u, v)
        out.data[at + c] = (out.data[at + c] as number) + (colour - (out.data[at + c] as number)) * cover
      }
    }
}

function stepAt(plane: Float32Array, i: number, way: number): number {
  return Math.abs((plane[i] as number) - (plane[(i + way) % plane.length] as number))
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0
}
