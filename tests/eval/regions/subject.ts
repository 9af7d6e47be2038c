import cvModule from '@techstark/opencv-js'
import type { Picture } from '../../../src/core/image'
import { maskToPlane, moreThanHalf } from '../../../src/core/mask'
import type { SelectionClick } from '../../../src/core/selection'
import { Scene } from '../../../src/engine/scene'
import { resizePlane } from '../../../src/motion/filters/resample'
import { grabCut, label } from '../../../src/vision/segment/grabcut'
import { gridOf, inDisc, seedsOf } from '../../../src/vision/segment/grid'
import { createGrabCutSegmenter } from '../../../src/vision/segment/segmenter'
import { nodeRuntime } from '../../bench/node-engine'

/** Ways to find a thing. `ours` is what the studio does. */
export const methods = ['ours', 'ours by influence', 'ours without the pack', 'grabCut'] as const
export type Method = (typeof methods)[number]

/**
 * Every click so far, the last one new (of a first click, which guess: it does not count as said), to the thing; asked for, it
 * is a mask of bytes at the picture's size, which is the measure's own work.
 */
type Selecting = (clicks: SelectionClick[], guess?: number) => Promise<() => Uint8Array>

/** The studio's own way from clicks to a mask, outside of a page, and plain grabCut beside it. */
export async function openSubject() {
  const runtime = await nodeRuntime()
  const cv = await cvModule
  const ours = createGrabCutSegmenter(cv)

  const studio = (still: Picture, method: Method): Selecting => {
    ours.setPicture(still, still)
    const scene = new Scene(still, still)
    let previous: ReturnType<typeof ours.select> | undefined
    return async (clicks, guess = 0) => {
      const places = clicks.map(({ x, y, keep }) => ({ x: x / still.width, y: y / still.height, moving: keep }))
      const anew = method === 'ours' && clicks.length > 1
      const thing = anew ? ((await scene.thing(runtime, places)) ?? undefined) : undefined
      const learned = method !== 'ours without the pack' && !thing
      const belongs = learned ? await scene.influence(runtime, places, true) : undefined
      const mask = ours.select({ clicks, previous: guess > 0 ? undefined : previous, belongs, thing, guess })
      if (guess === 0) previous = mask
      return () => moreThanHalf(maskToPlane(mask, still.width, still.height))
    }
  }

  /** From a disc around the first click, at 320 px, five rounds; every click sure of its place. */
  const plain = (still: Picture): Selecting => {
    const grid = gridOf(still, 320)
    const labels = new Uint8Array(grid.width * grid.height).fill(label.probablyGround)
    return async (clicks) => {
      const seeds = seedsOf(clicks, still, grid)
      const [first, ...more] = seeds
      if (first && more.length === 0)
        inDisc(grid, first, 64, (i) => {
          labels[i] = label.probablyThing
        })
      for (const seed of seeds)
        inDisc(grid, seed, 3, (i) => {
          labels[i] = seed.keep ? label.thing : label.ground
        })
      const cut = grabCut(cv, grid.picture, labels, 5)
      cut.forEach((value, i) => {
        if ((labels[i] as number) > label.thing) labels[i] = value === 1 ? label.probablyThing : label.probablyGround
      })
      const { width, height } = grid
      return () => moreThanHalf(resizePlane({ width, height, data: Float32Array.from(cut) }, still.width, still.height))
    }
  }

  return {
    begin: (method: Method, still: Picture) => (method === 'grabCut' ? plain(still) : studio(still, method)),
    close: () => runtime.close(),
  }
}
