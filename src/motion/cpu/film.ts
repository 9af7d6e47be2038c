import type { Picture } from '../../core/image'
import { continued, putInside } from '../camera/continued'
import { seenMesh } from '../camera/seen'
import type { Rig } from '../camera/types'
import type { View } from '../camera/view'
import { drawMesh } from '../drawmesh'
import type { Prepared } from '../prepare'
import { sample, sampled } from '../sample'
import type { MotionField } from '../types'

/** What lies past the border, of the last still and margin. */
let around: { still: Picture; margin: number; picture: Picture } | null = null

/** Draws the ground as the cameras see it. `scene` is all that lies on it, as it would be seen without them. */
export function film(field: MotionField, rig: Rig, ready: Prepared, view: View, scene: Picture, frame: Picture): void {
  const margin = Math.ceil((rig.margin * frame.width) / field.picture.width)
  const pixels = margin > 0 ? withSurroundings(ready.still, scene, margin) : scene
  // What rounding leaves uncovered along the border shows what lies there.
  frame.data.set(scene.data)
  const out = frame.data
  const { mesh, depths } = rig.ground
  const { opaque } = ready
  const width = frame.width
  drawMesh(
    mesh,
    seenMesh(mesh, null, depths, view),
    field.picture,
    ready.size,
    () => true,
    (y, x, count, { sx, sy, dx, dy }) => {
      let at = 4 * (y * width + x)
      let [u, v] = [sx + margin, sy + margin]
      for (let k = 0; k < count; k++) {
        sample(pixels, u, v, !opaque)
        out[at] = sampled[0] as number
        out[at + 1] = sampled[1] as number
        out[at + 2] = sampled[2] as number
        out[at + 3] = opaque ? 255 : (sampled[3] as number)
        at += 4
        u += dx
        v += dy
      }
    },
  )
}

function withSurroundings(still: Picture, scene: Picture, margin: number): Picture {
  if (around?.still !== still || around.margin !== margin) around = { still, margin, picture: continued(still, margin) }
  putInside(around.picture, scene, margin)
  return around.picture
}
