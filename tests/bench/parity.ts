import type { Runtime } from '../../src/engine/runtime/runtime'
import type { HostTensor } from '../../src/engine/runtime/tensor'
import type { GraphName } from '../../src/media/pack/contract'

/** Inputs and PyTorch's outputs of one graph; numbers are base64 of little-endian float32. */
export interface GraphFixture {
  graph: GraphName
  inputs: Record<string, { shape: number[]; data: string }>
  outputs: Record<string, { shape: number[]; data: string }>
  maxAbsError: number
}

export interface ParityResult {
  graph: GraphName
  output: string
  /** Largest absolute difference to PyTorch; NaN where shapes differ. */
  maxAbsError: number
  allowed: number
  /** Largest absolute value of PyTorch's output, to see the error beside. */
  scale: number
  milliseconds: number
  /** Recordings that the runtime plays back by now. */
  recordings: number
}

/** Graphs whose outputs stay on the device, as the engine has it. */
const stays: GraphName[] = ['motion-encoder', 'segment-encoder', 'condition', 'unet']

const halved = ({ shape, data }: HostTensor): HostTensor => ({ shape, data: data.map((value) => value / 2) })

/** Runs every fixture on a runtime and compares with what PyTorch said. */
export async function runParity(runtime: Runtime, fixtures: readonly GraphFixture[]): Promise<ParityResult[]> {
  const results: ParityResult[] = []
  for (const fixture of fixtures) {
    const inputs = Object.fromEntries(Object.entries(fixture.inputs).map(([name, value]) => [name, decode(value)]))
    const names = Object.keys(fixture.outputs)
    const stay = stays.includes(fixture.graph) ? names : []
    // On a device the second run is played back, into buffers that others have used.
    if (stay.length) {
      const other = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, halved(value)]))
      for (const held of Object.values(await runtime.run<string>(fixture.graph, other, names, stay))) held.dispose()
    }
    const before = performance.now()
    const outputs = await runtime.run<string>(fixture.graph, inputs, names, stay)
    const milliseconds = performance.now() - before
    for (const name of names) {
      const wanted = decode(fixture.outputs[name] as { shape: number[]; data: string })
      const found = await outputs[name]?.take()
      results.push({
        graph: fixture.graph,
        output: name,
        maxAbsError: found ? largestDifference(found, wanted) : Number.NaN,
        allowed: fixture.maxAbsError,
        scale: wanted.data.reduce((high, value) => Math.max(high, Math.abs(value)), 0),
        milliseconds,
        recordings: runtime.recordings,
      })
    }
  }
  return results
}

function decode({ shape, data }: { shape: number[]; data: string }): HostTensor {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return { shape, data: new Float32Array(bytes.buffer) }
}

function largestDifference(found: HostTensor, wanted: HostTensor): number {
  if (JSON.stringify(found.shape) !== JSON.stringify(wanted.shape)) return Number.NaN
  let highest = 0
  for (let i = 0; i < wanted.data.length; i++) {
    const difference = Math.abs((found.data[i] as number) - (wanted.data[i] as number))
    if (!(difference <= highest)) highest = difference
  }
  return highest
}
