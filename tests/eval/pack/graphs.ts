import type { Runtime } from '../../../src/engine/runtime/runtime'
import type { HostTensor } from '../../../src/engine/runtime/tensor'
import { type GraphName, seenNames } from '../../../src/media/pack/contract'
import type { GraphFixture } from '../../bench/parity'

export { nodeRuntime } from '../../bench/node-engine'
export { runParity } from '../../bench/parity'

/** Numbers that look like a picture: smooth, -1..1, always the same. */
function tensor(...shape: number[]): HostTensor {
  const size = shape.reduce((product, extent) => product * extent, 1)
  return { shape, data: Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.37) * Math.cos(i * 0.011)) }
}

function places(count: number): HostTensor {
  const data = Float32Array.from({ length: 3 * count }, (_, i) => (i % 3 === 2 ? 1 : (0.1 + 0.37 * i) % 1))
  return { shape: [count, 3], data }
}

const encode = ({ shape, data }: HostTensor) => ({
  shape: [...shape],
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
})

/** One run of a graph on onnxruntime-node as a fixture: what it was given and what it said. */
async function recorded(
  runtime: Runtime,
  graph: GraphName,
  inputs: Record<string, HostTensor>,
  outputs: readonly string[],
): Promise<{ fixture: GraphFixture; said: Record<string, HostTensor> }> {
  const held = await runtime.run<string>(graph, inputs, outputs)
  const said: Record<string, HostTensor> = {}
  for (const name of outputs) said[name] = (await held[name]?.take()) as HostTensor
  const all = (tensors: Record<string, HostTensor>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, encode(value)]))
  return { fixture: { graph, inputs: all(inputs), outputs: all(said), maxAbsError: 0.01 }, said }
}

/** Influence of 8 hints and a click at the size that the networks work at, each in its two halves. */
export async function workingFixtures(runtime: Runtime): Promise<GraphFixture[]> {
  const picture = tensor(1, 3, 176, 256)
  const out: GraphFixture[] = []
  for (const [looker, graph, given, answer] of [
    ['motion-encoder', 'motion', { hints: places(8) }, 'influence'],
    ['segment-encoder', 'segment', { clicks: places(3) }, 'mask'],
  ] as const) {
    const seen = await recorded(runtime, looker, { picture }, seenNames)
    out.push(seen.fixture, (await recorded(runtime, graph, { ...seen.said, ...given }, [answer])).fixture)
  }
  return out
}

/** Seconds to decode 16 frames of 512x320, the best of three. */
export async function decodeSeconds(runtime: Runtime): Promise<number> {
  const latents = tensor(16, 16, 40, 64)
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const before = performance.now()
    const { pictures } = await runtime.run('decoder', { latents }, ['pictures'])
    times.push((performance.now() - before) / 1000)
    pictures.dispose()
  }
  return Math.min(...times)
}

/** Runs every graph at odd sizes up to 1024; gives those sizes at which one failed or said no number. */
export async function failingSizes(runtime: Runtime, sizes: readonly (readonly [number, number])[]): Promise<string[]> {
  const failed: string[] = []
  for (const [width, height] of sizes) {
    const [w, h] = [width / 8, height / 8]
    const picture = tensor(1, 3, height, width)
    const grid = tensor(2, h, w, 2)
    const hole = { shape: [2, 1, h, w], data: tensor(2, 1, h, w).data.map(Math.abs) }
    try {
      const told = await recorded(runtime, 'condition', { picture, plate: picture, backward: grid, hole }, [
        'condition',
        'condition_half',
      ])
      const { latents } = (await recorded(runtime, 'encoder', { picture }, ['latents'])).said
      const noisy = tensor(2, 16, h, w)
      const unet = { latents: noisy, timestep: { shape: [1], data: new Float32Array([0.5]) }, ...told.said }
      const said = [
        told.said.condition,
        (await recorded(runtime, 'unet', unet as Record<string, HostTensor>, ['prediction'])).said.prediction,
        (await recorded(runtime, 'decoder', { latents: latents as HostTensor }, ['pictures'])).said.pictures,
      ]
      if (said[2]?.shape.join() !== [1, 3, height, width].join()) throw new Error('another size came out')
      if (said.some((value) => value?.data.some((number) => !Number.isFinite(number)))) throw new Error('no number')
    } catch (thrown) {
      failed.push(`${width}x${height}: ${String(thrown)}`)
    }
  }
  return failed
}
