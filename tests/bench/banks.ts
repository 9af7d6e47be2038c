import { cropCells } from '../../src/engine/runtime/gather'
import { GpuBank } from '../../src/engine/runtime/gpu-bank'
import type { Runtime } from '../../src/engine/runtime/runtime'
import { Held, type HostTensor, hostTensor } from '../../src/engine/runtime/tensor'
import { type Bank, type FrameLatents, type FrameState, HostBank } from '../../src/engine/sampling/bank'
import { denoise } from '../../src/engine/sampling/denoise'
import { frameNoise } from '../../src/engine/sampling/noise'
import { type SamplerName, samplerNames } from '../../src/engine/sampling/samplers'
import { flowSigmas } from '../../src/engine/sampling/sigmas'

export interface BankResult {
  sampler: SamplerName
  /** Largest difference between the device and memory, and the largest number. */
  maxError: number
  scale: number
  /** Largest difference between a run on the device and one that was interrupted there. */
  resumed: number
}

const shape = [3, 5, 7]
const length = 105
const count = 12

/** Denoises the same frames with a network of three lines in both banks, by every sampler, with guidance. */
export async function compareBanks(runtime: Runtime): Promise<BankResult[]> {
  const results: BankResult[] = []
  for (const sampler of samplerNames) {
    const remembers = sampler === 'dpm++2m'
    const onDevice = () => new GpuBank(runtime, shape, remembers)
    const wanted = await run(runtime, sampler, new HostBank(shape, remembers))
    const found = await run(runtime, sampler, onDevice())
    const halted = onDevice()
    const first = await run(runtime, sampler, halted, { until: 7 })
    const next = onDevice()
    const states = await halted.read(halted.frames)
    for (const [i, frame] of halted.frames.entries()) next.restore(frame, states[i] as FrameState)
    halted.close()
    const rest = await run(runtime, sampler, next, { from: 7 })
    const whole = found.map((_, frame) => first[frame] ?? rest[frame])
    results.push({
      sampler,
      maxError: largest(wanted, found),
      scale: largest(
        wanted,
        wanted.map(() => new Float32Array(length)),
      ),
      resumed: largest(found, whole as FrameLatents[]),
    })
  }
  return results
}

/** Largest difference between a part cut out on the device and the same part in memory. */
export async function compareCuts(runtime: Runtime): Promise<number> {
  const whole = hostTensor(
    [2, ...shape],
    Float32Array.from({ length: 2 * length }, (_, i) => Math.sin(i)),
  )
  const box = { x: 2, y: 1, width: 4, height: 3 }
  const [wanted, found] = [cropCells(runtime, whole, box), cropCells(runtime, runtime.hold(whole), box)]
  return largest([await numbers(wanted)], [await numbers(found)])
}

const numbers = async (tensor: HostTensor | Held) => (tensor instanceof Held ? tensor.read() : tensor.data)

class Enough extends Error {}

async function run(
  runtime: Runtime,
  sampler: SamplerName,
  bank: Bank,
  { from = 0, until = Number.POSITIVE_INFINITY } = {},
): Promise<FrameLatents[]> {
  const clean: FrameLatents[] = []
  /** What a network says lies where the latents lie. */
  const say = async (input: HostTensor | Held, by: (value: number) => number): Promise<HostTensor> => {
    const data = input instanceof Held ? await readBack(runtime, input) : input.data
    return { shape: input.shape, data: data.map((value) => Math.fround(by(value))) }
  }
  try {
    await denoise({
      count,
      sigmas: flowSigmas(3, 2),
      sampler,
      predictionType: 'flow',
      rule: { size: 5, overlap: 2, pinned: false, shifted: true, weights: 'pyramid', looped: false },
      guidance: { least: 1, most: 2, window: 5 },
      bank,
      from,
      known: null,
      noise: (frame, stream) => frameNoise(9, frame, stream, length),
      predict: async (_, input, sigma) => ({
        told: { tensor: await say(input, (value) => 0.7 * value - 0.2 * sigma), row: 0 },
        untold: { tensor: await say(input, (value) => 0.5 * value), row: 0 },
        dispose: () => (input instanceof Held ? input.dispose() : undefined),
      }),
      finished: async (frames) => {
        const states = await bank.read(frames)
        for (const [i, frame] of frames.entries()) {
          clean[frame] = (states[i] as FrameState).x
          bank.remove(frame)
        }
      },
      after: async (next) => {
        if (next >= until) throw new Enough()
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown
  }
  if (until === Number.POSITIVE_INFINITY) bank.close()
  return clean
}

async function readBack(runtime: Runtime, held: Held): Promise<Float32Array<ArrayBuffer>> {
  const bytes = 4 * held.shape.reduce((product, extent) => product * extent, 1)
  const buffer = held.tensor.gpuBuffer as GPUBuffer
  return (await runtime.device?.read([{ from: buffer, at: 0, bytes }])) ?? hostTensor(held.shape).data
}

function largest(a: readonly FrameLatents[], b: readonly FrameLatents[]): number {
  if (a.length !== b.length) return Number.NaN
  let most = 0
  for (const [frame, numbers] of a.entries())
    for (const [i, value] of numbers.entries()) {
      const difference = Math.abs(value - (b[frame]?.[i] as number))
      if (!(difference <= most)) most = difference
    }
  return most
}
