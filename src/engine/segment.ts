import type { Picture, Plane } from '../core/image'
import type { HintPlace } from '../core/influence'
import { seenNames } from '../media/pack/contract'
import { resizePicture } from '../motion/filters/resample'
import { motionSize } from './influence'
import { pictureTensor } from './pixels'
import type { Runtime } from './runtime/runtime'
import { type HostTensor, hostTensor } from './runtime/tensor'

/** What the segment graph's encoder saw in a picture, in ordinary memory. */
export type Seen = Record<(typeof seenNames)[number], HostTensor>

/** Once per picture, at the motion graph's size. The pack must have the graph. */
export async function see(runtime: Runtime, still: Picture): Promise<Seen> {
  const size = motionSize(still, runtime.pack.manifest.motion)
  const picture = pictureTensor(resizePicture(still, size.width, size.height))
  const outputs = await runtime.run('segment-encoder', { picture }, seenNames)
  const taken = seenNames.map(async (name) => [name, await outputs[name].take()] as const)
  return Object.fromEntries(await Promise.all(taken)) as Seen
}

/** The thing that all clicks together mean, 0..1; `moving` ones lie on it. At least one place. */
export async function thingOf(runtime: Runtime, seen: Seen, places: readonly HintPlace[]): Promise<Plane> {
  const clicks = hostTensor([places.length, 3])
  places.forEach(({ x, y, moving }, i) => {
    clicks.data.set([x, y, moving ? 1 : 0], 3 * i)
  })
  const { mask } = await runtime.run('segment', { ...seen, clicks }, ['mask'])
  const { shape, data } = await mask.take()
  return { width: shape[3] as number, height: shape[2] as number, data }
}
