import type { Picture } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import { plainInfluence } from '../motion/plain/influence'
import type { Runtime } from './runtime/runtime'
import { Looks, motionPicture, placesTensor } from './seen'

/**
 * What moves with each hint: by the pack's motion graph where the pack says that it is better than the
 * plain method (or `learned` asks for it) and takes as many hints as there are; otherwise by the plain method.
 *
 * @param looks what the graphs saw in this picture before, so that only the hints are worked on
 */
export async function influenceOf(
  runtime: Runtime,
  still: Picture,
  places: readonly HintPlace[],
  learned = runtime.pack.manifest.parts.influence === 'learned',
  looks = new Looks(() => still),
): Promise<Influence> {
  const { motion, graphs } = runtime.pack.manifest
  if (!learned || places.length === 0 || places.length > motion.maxHints || !runtime.pack.has('influence'))
    return plainInfluence(still, places)
  const picture = graphs['motion-encoder']
    ? await looks.seen(runtime, 'motion-encoder')
    : { picture: motionPicture(runtime, 'motion', still) }
  const { influence } = await runtime.run('motion', { ...picture, hints: placesTensor(places) }, ['influence'])
  const { shape, data } = await influence.take()
  return {
    width: shape[3] as number,
    height: shape[2] as number,
    count: places.length,
    maps: data,
    method: 'learned',
  }
}
