import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import type { PackManifest } from '../media/pack/contract'
import { resizePicture } from '../motion/filters/resample'
import { plainInfluence } from '../motion/plain/influence'
import { pictureTensor } from './pixels'
import type { Runtime } from './runtime/runtime'
import { hostTensor } from './runtime/tensor'

/**
 * What moves with each hint: by the pack's motion graph where the pack says that it is better than the
 * plain method (or `learned` asks for it) and takes as many hints as there are; otherwise by the plain method.
 */
export async function influenceOf(
  runtime: Runtime,
  still: Picture,
  places: readonly HintPlace[],
  learned = runtime.pack.manifest.parts.influence === 'learned',
): Promise<Influence> {
  const { motion } = runtime.pack.manifest
  if (!learned || places.length === 0 || places.length > motion.maxHints || !runtime.pack.has('influence'))
    return plainInfluence(still, places)
  const size = motionSize(still, motion)
  const hints = hostTensor([places.length, 3])
  places.forEach((place, i) => {
    hints.data.set([place.x, place.y, place.moving ? 1 : 0], 3 * i)
  })
  const picture = pictureTensor(resizePicture(still, size.width, size.height))
  const { influence } = await runtime.run('motion', { picture, hints }, ['influence'])
  const { data } = await influence.take()
  return { ...size, count: places.length, maps: data, method: 'learned' }
}

/** The size at which the motion graph sees a picture. */
export function motionSize(picture: Size, motion: PackManifest['motion']): Size {
  return fitLongSide(picture, motion.longSide, motion.multiple)
}
