import { expect, it } from 'vitest'
import { type DenoiseOptions, denoise, type FrameLatents } from './denoise'
import { frameNoise } from './noise'
import { flowSigmas } from './sigmas'
import type { WindowRule } from './windows'

const rule: WindowRule = { size: 4, overlap: 2, pinned: false, shifted: true, weights: 'pyramid', looped: false }
const length = 8

/** A network that has learned standard normal data for flow matching: E[noise - x0 | x] = (2s - 1) x / (s^2 + (1-s)^2). */
const normal: DenoiseOptions['predict'] = async (_, inputs, sigma) =>
  inputs.map((x) => x.map((value) => ((2 * sigma - 1) * value) / (sigma * sigma + (1 - sigma) * (1 - sigma))))

const noiseOf = (seed: number) => (frame: number, stream: number) => frameNoise(seed, frame, stream, length)

const options = (change: Partial<DenoiseOptions> = {}): DenoiseOptions => ({
  count: 9,
  length,
  sigmas: flowSigmas(6),
  sampler: 'euler',
  predictionType: 'flow',
  rule,
  noise: noiseOf(11),
  known: null,
  predict: normal,
  ...change,
})

it('keeps normal noise normal data: the flow of a Gaussian onto itself is the identity at its ends', async () => {
  // With more steps Euler comes as near as one likes.
  const [x0] = await denoise(options({ sigmas: flowSigmas(400), count: 1 }))
  const noise = frameNoise(11, 0, 0, length)
  x0?.forEach((value, i) => {
    expect(value).toBeCloseTo(noise[i] as number, 1)
  })
})

it('gives a frame the same latents whatever the length of the clip, where frames do not look at each other', async () => {
  const long = await denoise(options())
  const short = await denoise(options({ count: 3 }))
  short.forEach((frame, i) => {
    frame.forEach((value, j) => {
      expect(value).toBeCloseTo(long[i]?.[j] as number, 5)
    })
  })
})

it('depends on the seed, and on nothing but it', async () => {
  const first = await denoise(options())
  expect(await denoise(options())).toEqual(first)
  expect(await denoise(options({ noise: noiseOf(12) }))).not.toEqual(first)
})

it.each(['euler', 'dpm++2m', 'lcm'] as const)('%s ends where a network that knows the answer says', async (sampler) => {
  const answer = (frame: number) => new Float32Array(length).fill(frame / 10)
  const predict: DenoiseOptions['predict'] = async (indices, inputs, sigma) =>
    inputs.map((x, i) => x.map((value, j) => (value - (answer(indices[i] as number)[j] as number)) / sigma))
  const frames = await denoise(options({ sampler, predict }))
  frames.forEach((frame, i) => {
    frame.forEach((value) => {
      expect(value).toBeCloseTo(i / 10, 4)
    })
  })
})

it('keeps what is known of frame 0 and shows it to every window', async () => {
  const known = new Float32Array(length).fill(0.5)
  const heads: FrameLatents[] = []
  const predict: DenoiseOptions['predict'] = async (indices, inputs, timestep) => {
    expect(indices[0]).toBe(0)
    heads.push(inputs[0] as FrameLatents)
    return normal(indices, inputs, timestep)
  }
  const frames = await denoise(options({ known, predict, rule: { ...rule, pinned: true } }))
  expect(frames[0]).toEqual(known)
  // In the last step little noise is left in it.
  heads.at(-1)?.forEach((value) => {
    expect(Math.abs(value - 0.5 * (1 - 1 / 6))).toBeLessThan(1)
  })
})

it('can be stopped between steps', async () => {
  let steps = 0
  const step = async (work: () => Promise<void>) => {
    if (steps++ === 2) throw new Error('enough')
    await work()
  }
  await expect(denoise(options({ step }))).rejects.toThrow('enough')
})
