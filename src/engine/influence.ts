import type { Picture } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import { joined, secondPlaces } from '../motion/again'
import { plainInfluence } from '../motion/plain/influence'
import type { Runtime } from './runtime/runtime'
import { Looks, motionPicture, placesTensor } from './seen'

/**
 * What moves with each hint: by the pack's motion graph where the pack says that it is better than the
 * plain method (or `learned` asks for it) and takes as many hints as there are; otherwise by the plain method.
 * About a moving hint that is the only one the graph is asked twice, the second time also in the middle of what it
 * found first, which takes more of a thing.
 *
 * @param looks what the graphs saw in this picture before, so that only the hints are worked on
 * @param again whether a hint may be asked about twice
 */
export async function influenceOf(
  runtime: Runtime,
  still: Picture,
  places: readonly HintPlace[],
  {
    learned = runtime.pack.manifest.parts.influence === 'learned',
    looks = new Looks(() => still),
    again = true,
  }: { learned?: boolean; looks?: Looks; again?: boolean } = {},
): Promise<Influence> {
  const { motion, graphs } = runtime.pack.manifest
  if (!learned || places.length === 0 || places.length > motion.maxHints || !runtime.pack.has('influence'))
    return plainInfluence(still, places)
  const picture = graphs['motion-encoder']
    ? await looks.seen(runtime, 'motion-encoder')
    : { picture: motionPicture(runtime, 'motion', still) }
  const ask = async (all: readonly HintPlace[]): Promise<Influence> => {
    const { influence } = await runtime.run('motion', { ...picture, hints: placesTensor(all) }, ['influence'])
    const { shape, data } = await influence.take()
    const [width, height] = [shape[3] as number, shape[2] as number]
    return { width, height, count: all.length, maps: data, method: 'learned' }
  }
  const first = await ask(places)
  // Several hints tell enough by themselves, and asking about all of them twice would take three times as long.
  const alone = again && places.filter(({ moving }) => moving).length === 1 && places.length < motion.maxHints
  const seconds = alone ? secondPlaces(places, first) : []
  if (seconds.length === 0) return first
  return joined(await ask([...places, ...seconds.map(({ place }) => place)]), seconds)
}
