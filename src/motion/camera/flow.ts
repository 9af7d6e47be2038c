import type { Flow } from '../../core/flow'
import type { Plane } from '../../core/image'
import { resizePlane } from '../filters/resample'
import type { Layer, MotionField } from '../types'
import { seenAt } from './rig'
import type { Rig } from './types'

/** Adds to a flow (changed in place) what the cameras do with each place at its depth; nothing where it is frozen. */
export function addCameras(field: MotionField, time: number, flow: Flow): void {
  const view = seenAt(field.rig, field.picture, time)
  if (!view || !field.rig) return
  const { width, height, data } = flow
  const count = width * height
  const [perX, perY] = [field.picture.width / width, field.picture.height / height]
  const depth = nearestSeen(field.rig, field.layers)
  const near = depth && resizePlane(depth, width, height).data
  const freeze = field.freeze && resizePlane(field.freeze, width, height).data
  const seen = { x: 0, y: 0 }
  for (let at = 0; at < count; at++) {
    if (freeze && (freeze[at] as number) > 0.5) continue
    const [x, y] = [((at % width) + 0.5) * perX, (Math.floor(at / width) + 0.5) * perY]
    view.see(x + (data[at] as number), y + (data[count + at] as number), near ? (near[at] as number) : 0.5, seen)
    data[at] = seen.x - x
    data[count + at] = seen.y - y
  }
}

/** How near what is seen of the still at each place is: the ground, and what stands in front of it. */
function nearestSeen({ depth, stands }: Rig, layers: readonly Layer[]): Plane | null {
  if (!depth) return null
  const data = depth.data.slice()
  layers.forEach(({ alpha }, k) => {
    const stand = stands[k] ?? null
    if (stand === null) return
    for (let i = 0; i < data.length; i++) {
      const share = alpha.data[i] as number
      data[i] = (data[i] as number) + (stand - (data[i] as number)) * share
    }
  })
  return { ...depth, data }
}
