import type { Flow } from '../core/flow'
import { createFlow } from '../core/flow'
import { addCameras } from './camera/flow'
import { displaceLayers, displacementAt } from './displace'
import { resizePlane } from './filters/resample'
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
  const by = { x: 0, y: 0 }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      let left = 1
      let [fx, fy] = [0, 0]
      for (let k = field.layers.length - 1; k >= 0 && left > 0; k--) {
        const alpha = covers[k]?.data[at] ?? 0
        if (alpha <= 0) continue
        displacementAt(field.layers[k] as Layer, moved[k] as Float32Array, (x + 0.5) * perX, (y + 0.5) * perY, by)
        fx += left * alpha * by.x
        fy += left * alpha * by.y
        left *= 1 - alpha
      }
      const free = freeze && (freeze.data[at] as number) > 0.5 ? 0 : 1
      flow.data[at] = fx * free
      flow.data[count + at] = fy * free
    }
  }
  addCameras(field, time, flow)
  return flow
}
