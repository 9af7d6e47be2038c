import type { Picture } from '../../core/image'
import { over } from '../cpu/carry'
import { mix } from '../curve'
import { restWidth } from '../drawmesh'
import { sampledPixel, samplePicture } from '../filters/resample'
import type { PreparedHead } from '../prepare'
import { type Corner, fillTriangle, type Span } from '../raster'
import { sample, sampled } from '../sample'
import { furthestFirst } from './depth'
import { fineOf, readRow, row } from './fine'
import { interiorOf } from './interior'
import type { FaceMesh } from './mesh'

/** Still pixels a picture pixel. */
export interface Scale {
  x: number
  y: number
}

/** From this share of the way on what is opaque has left its place, see `over`. */
const gone = 0.125

/** Points of a frame, in pixels of the still: where each is now, where it was, and how far it has been carried away, 0..1. */
interface Placed {
  x: Float64Array
  y: Float64Array
  u: Float64Array
  v: Float64Array
  way: Float64Array
}

type Triangle = [Corner, Corner, Corner]

const corner = (): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })
const corners: Triangle = [corner(), corner(), corner()]

function placed({ places }: FaceMesh, moved: Float32Array, scale: Scale): Placed {
  const count = places.length / 3
  const [x, y, u, v, way] = [0, 1, 2, 3, 4].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < count; i++) {
    u[i] = (places[3 * i] as number) * scale.x
    v[i] = (places[3 * i + 1] as number) * scale.y
    x[i] = (moved[3 * i] as number) * scale.x
    y[i] = (moved[3 * i + 1] as number) * scale.y
    const dx = (x[i] as number) - (u[i] as number)
    const dy = (y[i] as number) - (v[i] as number)
    way[i] = Math.min(1, Math.sqrt(dx * dx + dy * dy) / restWidth)
  }
  return { x, y, u, v, way }
}

/** Pixels around a place that its colour is read from, and one for what lies between the places that were looked at. */
const around = 4

/** How far any point has been carried, pixels of the still. */
function furthest({ x, y, u, v }: Placed): number {
  let most = 0
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] as number) - (u[i] as number)
    const dy = (y[i] as number) - (v[i] as number)
    most = Math.max(most, dx * dx + dy * dy)
  }
  return Math.sqrt(most)
}

/**
 * Calls for each triangle that moves, the further ones first, with its index: of those of the openings, then of the skin.
 * @param past by the triangle's index; one that is past the limit is left out
 */
function eachMoved(
  mesh: FaceMesh,
  moved: Float32Array,
  points: Placed,
  draw: (triangle: Triangle, index: number) => void,
  past: Float32Array | null = null,
  limit = 0,
): void {
  const { x, y, u, v, way } = points
  const one = (triangles: Uint16Array, t: number, before: number) => {
    const index = before + t / 3
    if (past && (past[index] as number) > limit) return
    if (before > 0 && turnedAway(mesh, triangles, t, x, y)) return
    let most = 0
    for (let k = 0; k < 3; k++) {
      const i = triangles[t + k] as number
      const at = corners[k] as Corner
      at.x = x[i] as number
      at.y = y[i] as number
      at.u = u[i] as number
      at.v = v[i] as number
      at.way = way[i] as number
      if (at.way > most) most = at.way
    }
    if (most > 0) draw(corners, index)
  }
  for (let t = 0; t < mesh.openings.length; t += 3) one(mesh.openings, t, 0)
  for (const t of furthestFirst(mesh.skin, moved)) one(mesh.skin, t, mesh.openings.length / 3)
}

/**
 * Whether a triangle shows its back. None has to be drawn: the outermost ring stays, so wherever one is turned over, another
 * lies before or behind it that is not (the mesh covers each place once more forwards than backwards).
 */
function turnedAway(
  { winding }: FaceMesh,
  triangles: Uint16Array,
  t: number,
  x: Float64Array,
  y: Float64Array,
): boolean {
  const [a, b, c] = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number]
  const [ax, ay] = [x[a] as number, y[a] as number]
  const area = ((x[b] as number) - ax) * ((y[c] as number) - ay) - ((x[c] as number) - ax) * ((y[b] as number) - ay)
  return area * winding < 0
}

/** Draws the skin where it has been moved to, within the picture as it is: what lies around is stretched along. */
export function stretchSkin(
  mesh: FaceMesh,
  moved: Float32Array,
  still: Picture,
  out: Picture,
  opaque: boolean,
  scale: Scale,
): void {
  const { width, data } = out
  const fine = opaque ? fineOf(still) : null
  const words = wordsOf(out)
  eachMoved(mesh, moved, placed(mesh, moved, scale), ([a, b, c]) => {
    fillTriangle(a, b, c, width, out.height, (y, x, count, { sx, sy, dx, dy }) => {
      const first = y * width + x
      if (fine) {
        readRow(fine, count, sx, sy, dx, dy, words, first)
        return
      }
      let at = 4 * first
      for (let k = 0; k < count; k++) {
        if (opaque) sample(still, sx + k * dx, sy + k * dy, false)
        else samplePicture(still, sx + k * dx, sy + k * dy)
        const from = opaque ? sampled : sampledPixel
        for (let channel = 0; channel < (opaque ? 3 : 4); channel++) data[at + channel] = from[channel] as number
        at += 4
      }
    })
  })
}

/** Draws a head before its background: that shows, filled, where the head has been, and the head where it is now. */
export function carryHead(
  mesh: FaceMesh,
  moved: Float32Array,
  head: PreparedHead,
  still: Picture,
  out: Picture,
  scale: Scale,
): void {
  const points = placed(mesh, moved, scale)
  const { within, away } = interiorOf(head.texture, mesh, points.u, points.v)
  uncoverHead(mesh, moved, points, within, head, out)
  const { width, height, data } = out
  const words = wordsOf(out)
  const { pixels, x: left, y: top } = head.texture
  const fine = fineOf(pixels)
  const [mostX, mostY] = [pixels.width + 1, pixels.height + 1]
  let solid = false
  const span: Span = (y, x, count, { sx, sy, dx, dy, way, wayStep }) => {
    let at = y * width + x
    if (fine && solid) {
      readRow(fine, count, sx - left, sy - top, dx, dy, words, at)
      return
    }
    let u = sx - left
    let v = sy - top
    let carried = way
    if (fine) readRow(fine, count, u, v, dx, dy)
    for (let k = 0; k < count; k++) {
      if (u > -1 && v > -1 && u < mostX && v < mostY) {
        const word = row[k] as number
        if (fine && word >>> 24 === 255 && carried >= gone) words[at] = word
        else if (!fine || word >>> 24 > 0) {
          if (fine) unpack(word)
          else sample(pixels, u, v, true)
          const alpha = Math.min(1, (sampled[3] as number) / 255)
          if (alpha > 0) over(data, 4 * at, alpha, carried, still.data)
        }
      }
      at++
      u += dx
      v += dy
      carried += wayStep
    }
  }
  eachMoved(
    mesh,
    moved,
    points,
    ([a, b, c], index) => {
      solid = (within[index] as number) > around && Math.min(a.way, b.way, c.way) >= gone
      fillTriangle(a, b, c, width, height, span)
    },
    away,
    around,
  )
}

/** Shows the plate where the head lay and has been carried away; not so deep within it that it covers the place all the same. */
function uncoverHead(
  mesh: FaceMesh,
  moved: Float32Array,
  points: Placed,
  within: Float32Array,
  head: PreparedHead,
  out: Picture,
): void {
  const { width, height, data } = out
  const [words, behind] = [wordsOf(out), wordsOf(head.plate)]
  const lifted = head.lifted.data
  // Where each lay: what it is read from and where it is drawn are the same.
  const lay = { ...points, x: points.u, y: points.v }
  const span: Span = (y, x, count, { way, wayStep }) => {
    let at = y * width + x
    let share = way
    for (let k = 0; k < count; k++, at++, share += wayStep) {
      if ((lifted[at] as number) === 0) continue
      if (share >= 1) {
        words[at] = behind[at] as number
        continue
      }
      for (let i = 4 * at; i < 4 * at + 4; i++) data[i] = mix(data[i] as number, head.plate.data[i] as number, share)
    }
  }
  const draw = ([a, b, c]: Triangle) => fillTriangle(a, b, c, width, height, span)
  eachMoved(mesh, moved, lay, draw, within, furthest(points) + around)
}

/** A word's bytes as `sample` would answer. */
function unpack(word: number): void {
  sampled[0] = word & 255
  sampled[1] = (word >>> 8) & 255
  sampled[2] = (word >>> 16) & 255
  sampled[3] = word >>> 24
}

/** A picture's pixels as one word each. */
function wordsOf({ data }: Picture): Int32Array {
  return new Int32Array(data.buffer, data.byteOffset, data.length / 4)
}
