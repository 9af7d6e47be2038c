import type { Picture } from '../../core/image'
import { over } from '../cpu/carry'
import { mix } from '../curve'
import { restWidth } from '../drawmesh'
import { sampledPixel, samplePicture } from '../filters/resample'
import type { PreparedHead } from '../prepare'
import { type Corner, fillTriangle } from '../raster'
import { sample, sampled } from '../sample'
import type { FaceMesh } from './mesh'

/** Still pixels a picture pixel. */
export interface Scale {
  x: number
  y: number
}

type Triangle = [Corner, Corner, Corner]
type Drawn = (triangle: Triangle) => void

const corner = (): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })

/** Calls for each triangle that moves, the further ones first: places now, in the still, and how far carried away, 0..1. */
function eachMoved(mesh: FaceMesh, moved: Float32Array, scale: Scale, draw: Drawn): void {
  const { places } = mesh
  const corners: Triangle = [corner(), corner(), corner()]
  const one = (triangles: Uint16Array, t: number) => {
    let most = 0
    for (let k = 0; k < 3; k++) {
      const i = 3 * (triangles[t + k] as number)
      const at = corners[k] as Corner
      at.u = (places[i] as number) * scale.x
      at.v = (places[i + 1] as number) * scale.y
      at.x = (moved[i] as number) * scale.x
      at.y = (moved[i + 1] as number) * scale.y
      at.way = Math.min(1, Math.hypot(at.x - at.u, at.y - at.v) / restWidth)
      most = Math.max(most, at.way)
    }
    if (most > 0) draw(corners)
  }
  for (let t = 0; t < mesh.openings.length; t += 3) one(mesh.openings, t)
  for (const t of furthestFirst(mesh, moved)) one(mesh.skin, t)
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
  eachMoved(mesh, moved, scale, ([a, b, c]) => {
    fillTriangle(a, b, c, width, out.height, (y, x, count, sx, sy, dx, dy) => {
      let at = 4 * (y * width + x)
      let [u, v] = [sx, sy]
      for (let k = 0; k < count; k++) {
        if (opaque) {
          sample(still, u, v, false)
          for (let channel = 0; channel < 3; channel++) data[at + channel] = sampled[channel] as number
        } else {
          samplePicture(still, u, v)
          for (let channel = 0; channel < 4; channel++) data[at + channel] = sampledPixel[channel] as number
        }
        at += 4
        u += dx
        v += dy
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
  const { width, height, data } = out
  eachMoved(mesh, moved, scale, (corners) => {
    const [a, b, c] = corners.map((at) => ({ ...at, x: at.u, y: at.v })) as Triangle
    fillTriangle(a, b, c, width, height, (y, x, count, _sx, _sy, _dx, _dy, way, step) => {
      for (let k = 0; k < count; k++) {
        if ((head.lifted.data[y * width + x + k] as number) === 0) continue
        const at = 4 * (y * width + x + k)
        const share = way + k * step
        for (let channel = 0; channel < 4; channel++)
          data[at + channel] = mix(data[at + channel] as number, head.plate.data[at + channel] as number, share)
      }
    })
  })
  const { texture } = head
  const { pixels } = texture
  eachMoved(mesh, moved, scale, ([a, b, c]) => {
    fillTriangle(a, b, c, width, height, (y, x, count, sx, sy, dx, dy, way, step) => {
      let at = 4 * (y * width + x)
      let [u, v, carried] = [sx - texture.x, sy - texture.y, way]
      for (let k = 0; k < count; k++) {
        if (u > -1 && v > -1 && u < pixels.width + 1 && v < pixels.height + 1) {
          sample(pixels, u, v, true)
          const alpha = Math.min(1, (sampled[3] as number) / 255)
          if (alpha > 0) over(data, at, alpha, carried, still.data)
        }
        at += 4
        u += dx
        v += dy
        carried += step
      }
    })
  })
}

function furthestFirst({ skin }: FaceMesh, moved: Float32Array): number[] {
  const depth = (t: number) =>
    (moved[3 * (skin[t] as number) + 2] as number) +
    (moved[3 * (skin[t + 1] as number) + 2] as number) +
    (moved[3 * (skin[t + 2] as number) + 2] as number)
  const order = Array.from({ length: skin.length / 3 }, (_, k) => ({ t: 3 * k, z: depth(3 * k) }))
  return order.sort((a, b) => b.z - a.z).map(({ t }) => t)
}
