import { drawMesh } from '../drawmesh'
import type { BackwardMap, MotionField } from '../types'
import { seenMesh } from './seen'
import type { Rig } from './types'
import type { View } from './view'

/**
 * A backward map as the cameras see it: each pixel of the frame reads what the map says of the place on
 * the ground that is seen there. Past the picture's border there is a hole.
 */
export function seenMap(field: MotionField, rig: Rig, view: View, map: BackwardMap): BackwardMap {
  const { width, height } = map
  const seen: BackwardMap = {
    width,
    height,
    layer: new Int16Array(width * height).fill(-1),
    source: map.source.slice(),
    hole: new Float32Array(width * height).fill(1),
  }
  const [perX, perY] = [field.picture.width / width, field.picture.height / height]
  const { mesh, depths } = rig.ground
  drawMesh(
    mesh,
    seenMesh(mesh, null, depths, view),
    field.picture,
    { width, height },
    () => true,
    (y, x, run, { sx, sy, dx, dy }) => {
      for (let i = 0; i < run; i++) {
        const [u, v] = [sx + i * dx, sy + i * dy]
        const at = y * width + x + i
        const outside = u < 0 || v < 0 || u > width || v > height
        const [column, row] = [inside(u, width), inside(v, height)]
        const from = row * width + column
        seen.layer[at] = map.layer[from] as number
        // The same way off the pixel's centre on the still as on the ground.
        seen.source[2 * at] = (map.source[2 * from] as number) + (clamped(u, width) - column - 0.5) * perX
        seen.source[2 * at + 1] = (map.source[2 * from + 1] as number) + (clamped(v, height) - row - 0.5) * perY
        seen.hole[at] = outside ? 1 : (map.hole[from] as number)
      }
    },
  )
  return seen
}

function inside(place: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(place)))
}

function clamped(place: number, size: number): number {
  return Math.min(size, Math.max(0, place))
}
