import { mixingOf, type PredictionType, scalings, shares } from './prediction'
import { type SamplerName, samplerStep } from './samplers'
import type { Sigmas } from './sigmas'
import { planWindows, type WindowRule } from './windows'

/** Latents of one frame, all channels. */
export type FrameLatents = Float32Array<ArrayBuffer>

export interface DenoiseOptions {
  /** Frames that are drawn together. */
  count: number
  /** Numbers a frame. */
  length: number
  sigmas: Sigmas
  sampler: SamplerName
  predictionType: PredictionType
  rule: WindowRule
  /** Standard normal numbers for a frame; stream 0 is what it begins with, `i + 1` what step `i` injects. */
  noise(index: number, stream: number): FrameLatents
  /** What the first frame is known to be; it is kept, and only noised for the network. */
  known: FrameLatents | null
  /**
   * The network's output for some frames (by index), for inputs already scaled by cIn, told
   * `timestep`. Both are lists of one array a frame.
   */
  predict(indices: readonly number[], inputs: FrameLatents[], timestep: number): Promise<FrameLatents[]>
  /** Wraps every step, so that it can be measured and cancelled. */
  step?(work: () => Promise<void>): Promise<void>
}

/**
 * From noise to clean latents, all frames, by any sampler over windows: in every step each window
 * gives its estimate of the clean latents, the estimates are blended by the windows' weights, and the
 * sampler's four numbers make the next step of them.
 */
export async function denoise(options: DenoiseOptions): Promise<FrameLatents[]> {
  const { count, length, sigmas, predictionType, known } = options
  const mixing = mixingOf(predictionType)
  const begin = shares(mixing, sigmas[0] as number).noise
  let x = Array.from({ length: count }, (_, i) => options.noise(i, 0).map((value) => value * begin))
  let previous: FrameLatents[] | null = null
  for (let index = 0; index + 1 < sigmas.length; index++) {
    const work = async () => {
      const sigma = sigmas[index] as number
      if (known) x[0] = noised(known, options.noise(0, 0), shares(mixing, sigma))
      const denoised = await estimate(options, x, index)
      const step = samplerStep(options.sampler, mixing, sigmas, index)
      x = x.map((now, i) => {
        const clean = denoised[i] as FrameLatents
        const before = previous?.[i] ?? clean
        const noise = step.d === 0 ? null : options.noise(i, index + 1)
        const next = new Float32Array(length)
        for (let j = 0; j < length; j++) {
          const drawn = noise ? step.d * (noise[j] as number) : 0
          next[j] = step.a * (now[j] as number) + step.b * (clean[j] as number) + step.c * (before[j] as number) + drawn
        }
        return next
      })
      previous = denoised
    }
    await (options.step ? options.step(work) : work())
  }
  if (known) x[0] = known
  return x
}

/** The estimate of the clean latents of every frame, blended over the windows of a step. */
async function estimate(options: DenoiseOptions, x: FrameLatents[], index: number): Promise<FrameLatents[]> {
  const { length, sigmas, predictionType, rule, known, predict } = options
  const { cIn, cSkip, cOut, timestep } = scalings(predictionType, sigmas[index] as number)
  const denoised = x.map(() => new Float32Array(length))
  for (const { frames, weights } of planWindows(x.length, index, rule)) {
    const inputs = frames.map((frame) => {
      const latents = x[frame] as FrameLatents
      return cIn === 1 ? latents : latents.map((value) => cIn * value)
    })
    const outputs = await predict(frames, inputs, timestep)
    frames.forEach((frame, i) => {
      const sum = denoised[frame] as FrameLatents
      const [now, said, weight] = [x[frame] as FrameLatents, outputs[i] as FrameLatents, weights[i] as number]
      for (let j = 0; j < length; j++)
        sum[j] = (sum[j] as number) + weight * (cSkip * (now[j] as number) + cOut * (said[j] as number))
    })
  }
  if (known) denoised[0] = known
  return denoised
}

function noised(clean: FrameLatents, noise: FrameLatents, share: { signal: number; noise: number }): FrameLatents {
  return clean.map((value, j) => share.signal * value + share.noise * (noise[j] as number))
}
