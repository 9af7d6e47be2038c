import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { HintPlace } from '../core/influence'
import { type GraphName, type PackManifest, seenNames } from '../media/pack/contract'
import { resizePicture } from '../motion/filters/resample'
import { pictureTensor } from './pixels'
import type { Runtime } from './runtime/runtime'
import { type Held, type HostTensor, hostTensor } from './runtime/tensor'

/** What a network saw in a picture, where it computes: it answers any hints or clicks on it. */
export type Seen = Record<(typeof seenNames)[number], Held>

/** The graphs that look at a picture for those that answer. */
export type Looker = 'motion-encoder' | 'segment-encoder'

/** What each network saw in one picture, which it looks at once. */
export class Looks {
  private readonly kept = new Map<Runtime, Map<Looker, Promise<Seen>>>()

  /** @param still the picture, at about the size that the networks work at, or larger */
  constructor(private readonly still: () => Picture) {}

  /** The pack must have the graph. Valid until `close`. */
  seen(runtime: Runtime, looker: Looker): Promise<Seen> {
    const kept = this.kept.get(runtime) ?? new Map<Looker, Promise<Seen>>()
    this.kept.set(runtime, kept)
    const known = kept.get(looker)
    if (known) return known
    const seen = see(runtime, looker, this.still())
    kept.set(looker, seen)
    // A failure is forgotten, so that the next call tries again.
    seen.catch(() => kept.delete(looker))
    return seen
  }

  /** Gives everything up, when whoever has asked before has been answered. */
  close(): void {
    for (const [runtime, kept] of this.kept)
      for (const seen of kept.values())
        void Promise.allSettled([seen, runtime.alone('seen', async () => {})]).then(([it]) => {
          if (it.status === 'fulfilled') for (const held of Object.values<Held>(it.value)) held.dispose()
        })
    this.kept.clear()
  }
}

async function see(runtime: Runtime, looker: Looker, still: Picture): Promise<Seen> {
  return runtime.run(looker, { picture: motionPicture(runtime, looker, still) }, seenNames, seenNames)
}

/** The picture as the motion and segment graphs take it. */
export function motionPicture(runtime: Runtime, graph: GraphName, still: Picture): HostTensor {
  const size = motionSize(still, runtime.pack.manifestOf(graph).motion)
  return pictureTensor(resizePicture(still, size.width, size.height))
}

/** The size at which the motion graph sees a picture. */
export function motionSize(picture: Size, motion: PackManifest['motion']): Size {
  return fitLongSide(picture, motion.longSide, motion.multiple)
}

/** Places as the graphs take them: [N,3], x and y in 0..1, 1 for a moving one. */
export function placesTensor(places: readonly HintPlace[]): HostTensor {
  const tensor = hostTensor([places.length, 3])
  places.forEach(({ x, y, moving }, i) => {
    tensor.data.set([x, y, moving ? 1 : 0], 3 * i)
  })
  return tensor
}
