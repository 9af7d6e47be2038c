import { fluidHints } from '../../../src/controls/fluid/hints'
import type { FluidState } from '../../../src/controls/fluid/state'
import { fitLongSide } from '../../../src/core/geometry'
import type { Mask, Picture } from '../../../src/core/image'
import { compose } from '../../../src/motion/compose'
import { buildField } from '../../../src/motion/field'
import { resizePicture } from '../../../src/motion/filters/resample'

/** The studio's own fluid in a clip that repeats after `seconds`, outside of a page. */
export function openFluid(
  still: Picture,
  mask: Mask,
  arrows: FluidState['arrows'],
  substance: FluidState['substance'],
  seconds: number,
) {
  const { width, height } = fitLongSide(still, 512)
  const clip = { span: seconds, period: seconds }
  const hints = fluidHints('f', { kind: 'fluid', mask, arrows, substance, speed: 1 }, clip, still)
  const none = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' } as const
  const field = buildField(resizePicture(still, width, height), still, hints, none)
  return (time: number) => compose(field, { still, plate: null }, time, still)
}
