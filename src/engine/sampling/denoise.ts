import type { Held, HostTensor } from '../runtime/tensor'
import type { Bank, FrameLatents, Said } from './bank'
import { type Guidance, guidanceAt } from './guidance'
import { mixingOf, type PredictionType, scalings, shares } from './prediction'
import { type SamplerName, samplerStep } from './samplers'
import type { Sigmas } from './sigmas'
import { type Run, wavefront } from './wavefront'
import type { WindowRule } from './windows'

/** The network's output for a window's frames, and the one without condition where there is guidance. */
export interface Prediction {
  told: Said
  untold: Said | null
  /** Gives up whatever holds them. */
  dispose(): void
}

export interface DenoiseOptions {
  /** Frames that are drawn together. */
  count: number
  sigmas: Sigmas
  sampler: SamplerName
  predictionType: PredictionType
  rule: WindowRule
  bank: Bank
  /** Scale of a frame, by its index; needs predictions without condition. */
  guidance?: Guidance | null
  /** Index in the clip of each of the frames, for the guidance; their own order by default. */
  frameOf?(index: number): number
  /** Standard normal numbers for a frame; stream 0 is what it begins with, `i + 1` what step `i` injects. */
  noise(index: number, stream: number): FrameLatents
  /** What the first frame is known to be; it is kept, and only noised for the network. */
  known: FrameLatents | null
  /** The network's output for a window, for an input already scaled by cIn, told `timestep`. */
  predict(run: Run, input: HostTensor | Held, timestep: number): Promise<Prediction>
  /** Wraps every run, so that it can be measured and cancelled. */
  run?(run: Run, work: () => Promise<void>): Promise<void>
  /** Frames that are clean now. They stay in the bank until they are removed from it. */
  finished?(frames: number[]): Promise<void>
  /** After a run and what it finished: `next` is the first run that has not been done. */
  after?(next: number): Promise<void>
  /** The runs that are needed, in their order; all of them by default. */
  runs?: readonly Run[]
  /** Goes on from this run; the bank holds what those before it have made. */
  from?: number
}

/**
 * From noise to clean latents by any sampler over windows, as a wavefront: each window gives its estimate
 * of the clean latents, the estimates of a frame are blended by the windows' weights, and when the last
 * one is in, the sampler's four numbers make the frame's next step of them.
 */
export async function denoise(options: DenoiseOptions): Promise<void> {
  const { count, sigmas, known, rule, from = 0 } = options
  const steps = sigmas.length - 1
  for (const run of options.runs ?? wavefront(count, steps, rule)) {
    if (run.index < from) continue
    const work = () => runWindow(options, run)
    await (options.run ? options.run(run, work) : work())
    const clean = run.stepIndex === steps - 1 ? run.ready.filter((frame) => !(known && frame === 0)) : []
    if (clean.length) await options.finished?.(clean)
    await options.after?.(run.index + 1)
  }
}

async function runWindow(options: DenoiseOptions, run: Run): Promise<void> {
  const { sigmas, sampler, predictionType, bank, known, guidance, noise } = options
  const { frames, weights, stepIndex } = run
  const mixing = mixingOf(predictionType)
  const sigma = sigmas[stepIndex] as number
  if (stepIndex === 0) {
    const under = new Set(bank.frames)
    const scale = shares(mixing, sigma).noise
    for (const frame of frames)
      if (!under.has(frame) && !(known && frame === 0)) bank.begin(frame, noise(frame, 0), scale)
  }

  // The pinned frame is known at any noise level; the network's word on it is not asked.
  const pinned = (frame: number) => known !== null && frame === 0
  const head = known && frames[0] === 0 ? noised(known, noise(0, 0), shares(mixing, sigma)) : null
  const { cIn, cSkip, cOut, timestep } = scalings(predictionType, sigma)
  const prediction = await options.predict(run, bank.input(frames, cIn, head), timestep)
  try {
    const share = (of: (frame: number, weight: number) => number) =>
      frames.map((frame, i) => (pinned(frame) ? 0 : of(frame, weights[i] as number)))
    const scaleOf = (frame: number) => (guidance ? guidanceAt(guidance, options.frameOf?.(frame) ?? frame) : 1)
    const xShares = share((_, weight) => weight * cSkip)
    const outputShares = share((frame, weight) => weight * cOut * scaleOf(frame))
    await bank.blend(frames, xShares, outputShares, prediction.told)
    if (prediction.untold) {
      const rest = share((frame, weight) => weight * cOut * (1 - scaleOf(frame)))
      await bank.blend(
        frames,
        frames.map(() => 0),
        rest,
        prediction.untold,
      )
    }
  } finally {
    prediction.dispose()
  }

  const step = samplerStep(sampler, mixing, sigmas, stepIndex)
  for (const frame of run.ready)
    if (!pinned(frame)) bank.advance(frame, step, step.d === 0 ? null : noise(frame, stepIndex + 1))
}

function noised(clean: FrameLatents, noise: FrameLatents, share: { signal: number; noise: number }): FrameLatents {
  return clean.map((value, j) => share.signal * value + share.noise * (noise[j] as number))
}
