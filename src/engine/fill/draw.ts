import type { Picture } from '../../core/image'
import { Journal } from '../journal'
import type { Keeper } from '../keeper'
import { GpuBank } from '../runtime/gpu-bank'
import type { Runtime } from '../runtime/runtime'
import type { Held, HostTensor } from '../runtime/tensor'
import { type Bank, HostBank } from '../sampling/bank'
import { type DenoiseOptions, denoise, type Prediction } from '../sampling/denoise'
import type { Watch } from '../watch'
import { Groups } from './decode'
import type { Fills } from './fills'
import type { PerFrame } from './per-frame'
import { before, overAfter, takeOver } from './resume'
import { reuse } from './reuse'
import { type Work, workFor } from './touched'

/** How a video model draws frames, whatever model it is. Frames are counted in the order in which it sees them. */
export interface Drawing<Name extends string> {
  runtime: Runtime
  watch: Watch
  keeper: Keeper
  /** Where finished frames go. */
  fills: Fills
  /** Of the latents of one frame. */
  shape: readonly [channels: number, height: number, width: number]
  sampling: Pick<
    DenoiseOptions,
    'count' | 'sigmas' | 'sampler' | 'predictionType' | 'rule' | 'guidance' | 'known' | 'frameOf' | 'noise'
  >
  /** Which of the clip's moments a frame is. */
  momentOf(index: number): number
  /** What the network is told of the frames. */
  told: PerFrame<Name>
  predict(frames: readonly number[], input: HostTensor | Held, timestep: number): Promise<Prediction>
  /** Pictures that an earlier render has drawn, by their names in `fills`. */
  known?: ReadonlyMap<string, Picture> | undefined
  /** Told what there is to do. */
  expect?(work: Work): void
  /** Frames that are decoded at once. */
  chunk: number
  /** What the decoder takes is that many times the clean latents. */
  decoderScale: number
  /** Pictures of some frames; gives their latents up. */
  decode(latents: HostTensor | Held): Promise<Picture[]>
}

/**
 * Denoises frames over windows as a wavefront and decodes them as they are finished. `onFills` gets the fills before
 * the first of them is there, and is called again whenever there are more. Goes on where an interrupted render of the
 * same key has left off. Each piece of work goes through `watch`, which measures, reports and cancels.
 */
export async function draw<Name extends string>(
  drawing: Drawing<Name>,
  onFills: (fills: Fills) => Promise<void>,
): Promise<Fills> {
  const { runtime, watch, keeper, fills, shape, sampling, told, momentOf } = drawing
  const { count, sigmas, rule, known } = sampling
  const first = known ? 1 : 0
  const remembers = sampling.sampler === 'dpm++2m'
  const bank: Bank = runtime.device
    ? new GpuBank(runtime, shape, remembers)
    : new HostBank(shape, remembers, runtime.ledger)
  const groups = new Groups(count, drawing.chunk, first)
  const journal = new Journal(keeper, shape[0] * shape[1] * shape[2], remembers)

  const there = new Set(await reuse(keeper, fills, drawing.known ?? new Map()))
  const drawn = Array.from({ length: count - first }, (_, i) => first + i).filter((it) => !there.has(momentOf(it)))
  const work = workFor({ count, steps: sigmas.length - 1, rule }, groups.around(drawn))
  drawing.expect?.(work)
  const seen = new Set(work.runs.flatMap(({ frames }) => frames))
  const unseen = Array.from({ length: count }, (_, frame) => frame).filter((frame) => !seen.has(frame))

  const finish = async (frames: readonly number[]) => {
    for (const group of groups.add(frames.filter((frame) => work.wanted.has(frame)))) {
      await watch.piece('decode', async () => {
        const pictures = await drawing.decode(bank.input(group, drawing.decoderScale, null))
        for (const [i, index] of group.entries()) await fills.put(momentOf(index), pictures[i] as Picture)
      })
      for (const index of group) bank.remove(index)
      told.release(group)
      await onFills(fills)
    }
  }

  try {
    told.begin()
    told.release(unseen)
    const from = await takeOver(journal, fills, bank, {
      before: (next) => before(work, sigmas.length - 1, next, first),
      indexOf: (moment) => fills.moments.indexOf(moment) + first,
      clean: (frames) => {
        groups.add(frames)
        told.release(frames)
      },
      over: (frames) => told.release(frames),
    })
    await onFills(fills)
    await denoise({
      ...sampling,
      bank,
      runs: work.runs,
      from,
      predict: ({ frames }, input, timestep) => drawing.predict(frames, input, timestep),
      run: async ({ frames, stepIndex }, work) => {
        for (const group of told.missing(frames)) await watch.piece('condition', () => told.compute(group))
        await watch.piece('step', work, { step: stepIndex })
      },
      finished: finish,
      after: async (next) => {
        const over = overAfter(work, next - 1, first)
        for (const frame of over) bank.remove(frame)
        told.release(over)
        journal.note(next, bank)
      },
    })
    // Nobody has to wait for the disk.
    void journal.end()
    return fills
  } catch (thrown) {
    fills.release()
    told.close()
    throw thrown
  } finally {
    bank.close()
  }
}
