import { nearestMarked } from '../filters/nearest'
import type { LayerTexture } from '../texture'
import type { FaceMesh } from './mesh'

/** What the triangles of a mesh show of a head, whatever it does: those of the openings first, then those of the skin. */
export interface Interior {
  /** How far the whole of each lies within what is opaque, pixels of the still. */
  within: Float32Array
  /** How far the whole of each lies from anything that is seen, likewise. */
  away: Float32Array
}

const made = new WeakMap<LayerTexture, { mesh: FaceMesh; interior: Interior }>()

/**
 * Made once for a head and its mesh: what lies deep within a head needs no look at how opaque it is, and nothing of what is
 * behind it; what lies far outside shows nothing.
 * @param u, v where the mesh's points lie on the still
 */
export function interiorOf(texture: LayerTexture, mesh: FaceMesh, u: Float64Array, v: Float64Array): Interior {
  const known = made.get(texture)
  if (known?.mesh === mesh) return known.interior
  const interior = found(texture, mesh, u, v)
  made.set(texture, { mesh, interior })
  return interior
}

function found({ x, y, pixels }: LayerTexture, mesh: FaceMesh, u: Float64Array, v: Float64Array): Interior {
  const { width, height, data } = pixels
  const marked = (which: (alpha: number) => boolean) =>
    Uint8Array.from({ length: width * height }, (_, i) => (which(data[4 * i + 3] as number) ? 1 : 0))
  const [clear, seen] = [(alpha: number) => alpha < 255, (alpha: number) => alpha > 0].map((which) =>
    nearestMarked(marked(which), width, height),
  ) as [Int32Array, Int32Array]
  /** From a pixel, as whole numbers within the texture, to what is marked. */
  const distance = (nearest: Int32Array, column: number, row: number) => {
    const at = nearest[row * width + column] as number
    return at < 0 ? Number.POSITIVE_INFINITY : Math.hypot((at % width) - column, Math.floor(at / width) - row)
  }
  const count = (mesh.openings.length + mesh.skin.length) / 3
  const within = new Float32Array(count).fill(Number.POSITIVE_INFINITY)
  const away = new Float32Array(count).fill(Number.POSITIVE_INFINITY)
  const look = (k: number, px: number, py: number) => {
    const [column, row] = [Math.floor(px - x), Math.floor(py - y)]
    const [nearColumn, nearRow] = [
      Math.min(width - 1, Math.max(0, column)),
      Math.min(height - 1, Math.max(0, row)),
    ] as const
    // Past the texture nothing is opaque, and what is seen is no nearer than from its border.
    const border = Math.min(column + 1, row + 1, width - column, height - row)
    within[k] = Math.min(within[k] as number, Math.max(0, Math.min(border, distance(clear, nearColumn, nearRow))))
    away[k] = Math.min(away[k] as number, distance(seen, nearColumn, nearRow))
  }
  for (let k = 0; k < count; k++) {
    const t = 3 * k
    const from = t < mesh.openings.length ? mesh.openings : mesh.skin
    const at = t < mesh.openings.length ? t : t - mesh.openings.length
    const [a, b, c] = [from[at] as number, from[at + 1] as number, from[at + 2] as number]
    const [ax, ay] = [u[a] as number, v[a] as number]
    const [bx, by, cx, cy] = [
      (u[b] as number) - ax,
      (v[b] as number) - ay,
      (u[c] as number) - ax,
      (v[c] as number) - ay,
    ]
    const steps = Math.max(1, Math.ceil(Math.max(Math.hypot(bx, by), Math.hypot(cx, cy), Math.hypot(bx - cx, by - cy))))
    for (let i = 0; i <= steps; i++)
      for (let j = 0; i + j <= steps; j++) look(k, ax + (bx * i + cx * j) / steps, ay + (by * i + cy * j) / steps)
  }
  return { within, away }
}
