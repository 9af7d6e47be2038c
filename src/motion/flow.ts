import type { Flow } from '../core/flow'
import { createFlow } from '../core/flow'
import { addCameras } from './camera/flow'
import { displaceLayers, displacementAt } from './displace'
import { addFaces } from './face/flow'
import { resizePlane } from './filters/resample'
import { waysFrom } from './fluid/ways'
import { within } from './limit'
import type { Layer, MotionField } from './types'

/**
 * Displacement from the still to a time on a grid over the still, picture pixels: the front layer's,
 * weighted by opacity. Exactly 0 where it is frozen, where no layer lies and outside of a layer's limit.
 */
export function flowAt(field: MotionField, time: number, width: number, height: number): Flow {
  const flow = createFlow(width, height)
  const count = width * height
  const [perX, perY] = [field.picture.width / width, field.picture.height / height]
  const moved = displaceLayers(field, time)
  const covers = field.layers.map(({ alpha, limit }) => within(resizePlane(alpha, width, height), limit))
  const freeze = field.freeze ? resizePlane(field.freeze, width, height) : null
  const fluids = field.fluids.map((fluid) => waysFrom(fluid, time, width, height))
  const by = { x: 0, y: 0 }
  addFaces(field, time, flow)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      let left = 1
      let [fx, fy] = [0, 0]
      const behind = (alpha: number, dx: number, dy: number) => {
        fx += left * alpha * dx
        fy += left * alpha * dy
        left *= 1 - alpha
      }
      for (let k = field.layers.length; k >= 0 && left > 0; k--) {
        const alpha = covers[k]?.data[at] ?? 0
        if (alpha > 0) {
          displacementAt(field.layers[k] as Layer, moved[k] as Float32Array, (x + 0.5) * perX, (y + 0.5) * perY, by)
          behind(alpha, by.x, by.y)
        }
        for (let i = fluids.length - 1; i >= 0; i--) {
          const ways = fluids[i]
          if (!ways || field.fluids[i]?.behind !== k) continue
          behind((ways.cover[at] as number) / 255, ways.by[2 * at] as number, ways.by[2 * at + 1] as number)
        }
      }
      const free = freeze && (freeze.data[at] as number) > 0.5 ? 0 : 1
      flow.data[at] = (fx + (flow.data[at] as number)) * free
      flow.data[count + at] = (fy + (flow.data[count + at] as number)) * free
    }
  }
  addCameras(field, time, flow)
  return flow
}
