import type { Picture } from '../../src/core/image'
import { generate, unetRule } from '../../src/engine/generate'
import type { Runtime } from '../../src/engine/runtime/runtime'
import { wavefrontCost } from '../../src/engine/sampling/wavefront'
import { planWindows } from '../../src/engine/sampling/windows'
import { Scene } from '../../src/engine/scene'
import { disc, height, memoryFolders, project, width } from '../../src/engine/testing/small'
import { Watch } from '../../src/engine/watch'

/** What a clip of some length costs, with every network. */
export interface LengthFigures {
  frames: number
  /** Milliseconds inside graph runs a frame, and frames that the UNet sees a frame of the result. */
  graphMilliseconds: number
  framePasses: number
  /** Highest sum of tensors, latents and pictures held. */
  peakBytes: number
  /** Mean difference of neighbouring frames where a window of the last step begins or ends, over that elsewhere. */
  seams: number
}

/** Renders a moving disc of that many frames, finished frames on a disk of memory, and measures. */
export async function measureLength(runtime: Runtime, frames: number): Promise<LengthFigures> {
  const scene = new Scene(disc(), { width, height })
  const asked = project({ quality: 'full', frameCount: frames, fps: 24, workingSide: 128, seed: 1 })
  const watch = new Watch(new AbortController().signal)
  const held = runtime.ledger.heldBytes
  runtime.ledger.mark()
  await generate({ scene, runtime, watch, folders: memoryFolders() }, asked, { learned: true })
  const { graphMilliseconds, peakTensorBytes } = runtime.ledger.report()
  const fills = scene.fills?.fills
  if (!fills) throw new Error('nothing was uncovered')
  const pictures: Picture[] = []
  for (const moment of fills.moments) pictures.push((await fills.picture(moment)) as Picture)
  await scene.forgetFills()

  const { rule, steps } = unetRule(runtime, asked)
  const { framePasses } = wavefrontCost(pictures.length, steps, rule)
  return {
    frames,
    graphMilliseconds: graphMilliseconds / frames,
    framePasses: framePasses / frames,
    peakBytes: peakTensorBytes - held,
    seams: seamRatio(pictures, borders(pictures.length, steps, rule)),
  }
}

/** Frames before which a window of the last step begins or has ended. */
function borders(count: number, steps: number, rule: ReturnType<typeof unetRule>['rule']): Set<number> {
  const found = new Set<number>()
  for (const { frames } of planWindows(count, steps - 1, rule))
    for (const border of [frames[0] as number, (frames.at(-1) as number) + 1])
      if (border > 0 && border < count) found.add(border)
  return found
}

function seamRatio(pictures: readonly Picture[], at: Set<number>): number {
  const [seams, others]: [number[], number[]] = [[], []]
  for (let i = 1; i < pictures.length; i++)
    (at.has(i) ? seams : others).push(difference(pictures[i - 1] as Picture, pictures[i] as Picture))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return mean(seams) / mean(others)
}

function difference(a: Picture, b: Picture): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] as number)), 0) / a.data.length
}
