import type { Picture, Plane } from '../../core/image'
import { resizePicture, resizePlane } from '../filters/resample'
import { carried } from '../matte'
import { grainOf } from './grain'
import { type Canvas, emptyMatches, improve, type Matches, values, vote } from './patches'
import { peel } from './peel'
import { strangeSources } from './strange'

/** Long side of the coarsest level, and how often each level is matched and voted, coarse to fine. */
const coarsest = 72
const coarseRounds = 8
const fineRounds = 2

/** Where each missing pixel is copied from: an index into the picture, or -1 where nothing is missing. */
export interface Copies {
  width: number
  height: number
  from: Int32Array<ArrayBuffer>
}

/**
 * Completes a picture from its own patches, coarse to fine (Wexler, Shechtman and Irani 2007, with the
 * search of Barnes et al. 2009), begun from what surrounds the hole, with its texture compared too
 * (Newson et al. 2014). Null when nothing of it is known. Yields after every round.
 *
 * @param hole 1 where pixels are missing
 */
export function* completePicture(
  picture: Picture,
  hole: Uint8Array<ArrayBuffer>,
  random: () => number,
): Generator<void, Copies | null> {
  const levels = Math.max(0, Math.floor(Math.log2(Math.max(picture.width, picture.height) / coarsest)))
  const grain = grainOf(picture, hole)
  let barred: Plane | null = null
  let above: { canvas: Canvas; matches: Matches } | null = null
  for (let level = levels; level >= 0; level--) {
    const width = Math.max(1, Math.round(picture.width / 2 ** level))
    const height = Math.max(1, Math.round(picture.height / 2 ** level))
    const canvas = canvasAt(picture, hole, grain, width, height)
    const near = Math.round(0.3 * Math.max(width, height))
    if (!barred) {
      const all = emptyMatches(canvas, near, null)
      if (all) barred = strangeSources(canvas, all)
    }
    const matches = emptyMatches(canvas, near, barred && resizePlane(barred, width, height))
    if (!matches) continue
    if (above) adopt(above, canvas, matches)
    else peel(canvas, matches)
    const rounds = level === 0 ? 1 : above ? fineRounds + Math.min(level, 2) : coarseRounds
    for (let round = 0; round < rounds; round++) {
      improve(canvas, matches, above || round > 0 ? 2 : 4, random)
      vote(canvas, matches)
      yield
    }
    if (level === 0) improve(canvas, matches, 2, random)
    above = { canvas, matches }
  }
  if (!above) return null
  const { canvas, matches } = above
  if (canvas.width !== picture.width) return null
  const from = new Int32Array(hole.length).fill(-1)
  for (let k = 0; k < matches.targets.length; k++) from[matches.targets[k] as number] = matches.match[k] as number
  return { width: canvas.width, height: canvas.height, from }
}

function canvasAt(picture: Picture, hole: Uint8Array, grain: readonly Plane[], width: number, height: number): Canvas {
  const missing = new Uint8Array(width * height)
  const [perX, perY] = [picture.width / width, picture.height / height]
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++)
      if (hole[y * picture.width + x] === 1)
        missing[Math.min(height - 1, Math.floor(y / perY)) * width + Math.min(width - 1, Math.floor(x / perX))] = 1
  const known = Float32Array.from(missing, (value) => 1 - value)
  // Missing pixels are taken out before the picture is made small, so that they do not bleed.
  const small = carried(resizePicture(picture, width, height), known)
  const textures = grain.map((plane) => resizePlane(plane, width, height).data)
  const pixels = new Float32Array(values * width * height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[values * i + c] = small.data[4 * i + c] as number
    textures.forEach((texture, n) => {
      pixels[values * i + 3 + n] = texture[i] as number
    })
  }
  return { width, height, pixels, hole: missing }
}

/** Takes the matches of the coarser level over, and paints the hole with what they say. */
function adopt(above: { canvas: Canvas; matches: Matches }, canvas: Canvas, matches: Matches): void {
  const { width, height } = canvas
  const coarse = above.canvas
  const [scaleX, scaleY] = [width / coarse.width, height / coarse.height]
  for (let k = 0; k < matches.targets.length; k++) {
    const target = matches.targets[k] as number
    const x = target % width
    const y = (target - x) / width
    const cx = Math.min(coarse.width - 1, Math.floor(x / scaleX))
    const cy = Math.min(coarse.height - 1, Math.floor(y / scaleY))
    const index = above.matches.indexOf[cy * coarse.width + cx] as number
    if (index < 0) continue
    const match = above.matches.match[index] as number
    const mx = match % coarse.width
    const my = (match - mx) / coarse.width
    const sx = x + Math.round((mx - cx) * scaleX)
    const sy = y + Math.round((my - cy) * scaleY)
    if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue
    const source = sy * width + sx
    if (matches.isSource[source] === 1) matches.match[k] = source
  }
  for (let k = 0; k < matches.targets.length; k++) {
    const target = matches.targets[k] as number
    const source = matches.match[k] as number
    if (canvas.hole[target] === 0 || source < 0) continue
    canvas.pixels.copyWithin(values * target, values * source, values * (source + 1))
  }
}
