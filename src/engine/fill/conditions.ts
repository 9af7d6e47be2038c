import type { Picture } from '../../core/image'
import { stack } from '../latents'
import { pictureTensor } from '../pixels'
import type { Runtime } from '../runtime/runtime'
import type { HostTensor } from '../runtime/tensor'
import type { WindowRule } from '../sampling/windows'
import type { Holes } from './holes'
import { PerFrame } from './per-frame'
import { type Place, restingMoment } from './place'
import { cropMoment, cropPicture, scaled } from './region'

const names = ['condition', 'condition_half'] as const

/** The pocket pack's conditions. */
export type Conditions = PerFrame<(typeof names)[number]>

/** Conditions of the moments that have holes, and before them of the still where that stands at their head. */
export function conditionsOf(
  runtime: Runtime,
  pictures: { still: Picture; plate: Picture },
  holes: Holes,
  place: Place,
  rule: WindowRule,
): Conditions {
  const { vaeScaleFactor } = runtime.pack.manifest.latents
  const first = rule.pinned ? 1 : 0
  const { whole, region } = place
  const { width, height } = region
  const picture = tensorAtWork(pictures.still, place, vaeScaleFactor)
  const plate = tensorAtWork(pictures.plate, place, vaeScaleFactor)
  const momentOf = (index: number) =>
    index < first ? restingMoment(region) : cropMoment(holes.cells(index - first), whole, region)
  return new PerFrame(runtime, names, holes.moments.length + first, rule.size, (frames) => {
    const moments = frames.map(momentOf)
    const backward = moments.map((moment) => moment.backward)
    const hole = moments.map((moment) => moment.hole)
    const inputs = {
      picture,
      plate,
      backward: stack(backward, [height, width, 2]),
      hole: stack(hole, [1, height, width]),
    }
    return runtime.run('condition', inputs, names, names)
  })
}

/** What the networks see of a picture at the working size: the part that is computed. */
export function tensorAtWork(picture: Picture, place: Place, vaeScaleFactor: number): HostTensor {
  return pictureTensor(cropPicture(picture, scaled(place.region, vaeScaleFactor)))
}
