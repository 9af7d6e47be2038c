import { expect, it } from 'vitest'
import { hostTensor } from '../runtime/tensor'
import { type FrameLatents, type FrameState, HostBank } from './bank'
import { type DenoiseOptions, denoise } from './denoise'
import { frameNoise } from './noise'
import { type SamplerName, samplerNames } from './samplers'
import { flowSigmas } from './sigmas'
import type { WindowRule } from './windows'

const rule: WindowRule = { size: 4, overlap: 2, pinned: false, shifted: true, weights: 'pyramid', looped: false }
const length = 8

/** What a network says of a frame's input at a noise level. */
type Network = (x: FrameLatents, sigma: number, frame: number) => Float32Array<ArrayBuffer>

/** A network that has learned standard normal data for flow matching: E[noise - x0 | x] = (2s - 1) x / (s^2 + (1-s)^2). */
const normal: Network = (x, sigma) =>
  x.map((value) => ((2 * sigma - 1) * value) / (sigma * sigma + (1 - sigma) * (1 - sigma)))

const noiseOf = (seed: number) => (frame: number, stream: number) => frameNoise(seed, frame, stream, length)

interface Change extends Partial<DenoiseOptions> {
  network?: Network
  untold?: Network
}

const bankFor = (sampler: SamplerName) => new HostBank([length], sampler === 'dpm++2m')

/** Runs to the end; answers with the clean latents by frame, and the frames in the order in which they were finished. */
async function run({ network = normal, untold, ...change }: Change = {}) {
  const sampler = change.sampler ?? 'euler'
  const bank = change.bank ?? bankFor(sampler)
  const clean: FrameLatents[] = []
  const order: number[] = []
  let most = 0
  await denoise({
    count: 9,
    sigmas: flowSigmas(6),
    sampler,
    predictionType: 'flow',
    rule,
    bank,
    noise: noiseOf(11),
    known: null,
    predict: async ({ frames }, input, sigma) => {
      most = Math.max(most, bank.frames.length)
      if (!('data' in input)) throw new Error('not in ordinary memory')
      const say = (by: Network) => {
        const tensor = hostTensor(input.shape)
        frames.forEach((frame, i) => {
          tensor.data.set(by(input.data.slice(i * length, (i + 1) * length), sigma, frame), i * length)
        })
        return { tensor, row: 0 }
      }
      return { told: say(network), untold: untold ? say(untold) : null, dispose() {} }
    },
    finished: async (frames) => {
      const states = await bank.read(frames)
      frames.forEach((frame, i) => {
        clean[frame] = (states[i] as FrameState).x
        order.push(frame)
        bank.remove(frame)
      })
    },
    ...change,
  })
  return { clean, order, most }
}

it('keeps normal noise normal data: the flow of a Gaussian onto itself is the identity at its ends', async () => {
  // With more steps Euler comes as near as one likes.
  const { clean } = await run({ sigmas: flowSigmas(400), count: 1 })
  const noise = frameNoise(11, 0, 0, length)
  clean[0]?.forEach((value, i) => {
    expect(value).toBeCloseTo(noise[i] as number, 1)
  })
})

it('gives a frame the same latents whatever the length of the clip, where frames do not look at each other', async () => {
  const { clean: long } = await run()
  const { clean: short } = await run({ count: 3 })
  short.forEach((frame, i) => {
    frame.forEach((value, j) => {
      expect(value).toBeCloseTo(long[i]?.[j] as number, 5)
    })
  })
})

it('depends on the seed, and on nothing but it', async () => {
  const first = await run()
  expect(await run()).toEqual(first)
  expect((await run({ noise: noiseOf(12) })).clean).not.toEqual(first.clean)
})

it.each(samplerNames)('%s ends where a network that knows the answer says', async (sampler) => {
  const network: Network = (x, sigma, frame) => x.map((value) => (value - frame / 10) / sigma)
  const { clean } = await run({ sampler, network })
  expect(clean).toHaveLength(9)
  clean.forEach((frame, i) => {
    for (const value of frame) expect(value).toBeCloseTo(i / 10, 4)
  })
})

it('finishes every frame once, in order, with few under way at a time', async () => {
  const short = await run({ count: 30, sigmas: flowSigmas(3) })
  const long = await run({ count: 200, sigmas: flowSigmas(3) })
  expect(long.order).toEqual(Array.from({ length: 200 }, (_, i) => i))
  expect(long.most).toBe(short.most)
})

it('keeps what is known of frame 0 and shows it to every window', async () => {
  const known = new Float32Array(length).fill(0.5)
  const heads: FrameLatents[] = []
  const network: Network = (x, sigma, frame) => {
    if (frame === 0) heads.push(x)
    return normal(x, sigma, frame)
  }
  const { clean, order } = await run({ known, network, rule: { ...rule, pinned: true } })
  // It is known already: nobody is told that it is finished.
  expect(clean[0]).toBeUndefined()
  expect(order).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  // In the last step little noise is left in it.
  heads.at(-1)?.forEach((value) => {
    expect(Math.abs(value - 0.5 * (1 - 1 / 6))).toBeLessThan(1)
  })
})

it('goes from what the network says untold to what it says told, and on, by the scale of each frame', async () => {
  const to =
    (answer: number): Network =>
    (x, sigma) =>
      x.map((value) => (value - answer) / sigma)
  const guidance = { least: 1, most: 3, window: 5 }
  const { clean } = await run({ network: to(1), untold: to(0.5), guidance })
  clean.forEach((frame, i) => {
    for (const value of frame) expect(value).toBeCloseTo(0.5 + 0.5 * Math.min(3, 1 + i / 2), 4)
  })
})

it.each(samplerNames)('%s ends the same, bit for bit, when it was stopped and gone on with', async (sampler) => {
  const whole = await run({ sampler, count: 14 })
  for (const stop of [1, 5, 11]) {
    const bank = bankFor(sampler)
    const finished: FrameLatents[] = []
    const keep = async (frames: number[]) => {
      const states = await bank.read(frames)
      frames.forEach((frame, i) => {
        finished[frame] = (states[i] as FrameState).x
        bank.remove(frame)
      })
    }
    const stopping = run({
      sampler,
      count: 14,
      bank,
      finished: keep,
      after: async (next) => {
        if (next === stop) throw new Error('enough')
      },
    })
    await expect(stopping).rejects.toThrow('enough')
    const restored = bankFor(sampler)
    const states = await bank.read(bank.frames)
    bank.frames.forEach((frame, i) => {
      restored.restore(frame, states[i] as FrameState)
    })
    const rest = await run({ sampler, count: 14, bank: restored, from: stop })
    expect(Array.from({ length: 14 }, (_, i) => finished[i] ?? rest.clean[i])).toEqual(whole.clean)
  }
})
