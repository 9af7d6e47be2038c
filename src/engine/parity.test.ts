import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import { type GraphFixture, runParity } from '../../tests/bench/parity'
import type { Runtime } from './runtime/runtime'

const folder = 'tests/fixtures/graphs'
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
const read = (name: string): GraphFixture => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))

let runtime: Runtime
let half: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
  half = await nodeRuntime(undefined, undefined, true)
})
afterAll(() => Promise.all([runtime.close(), half.close()]))

it('has fixtures of every graph of the pack', () => {
  const covered = new Set(files.map((name) => read(name).graph))
  expect([...covered].sort()).toEqual(Object.keys(runtime.pack.manifest.graphs).sort())
})

it.each(files)('%s: onnxruntime-node says what PyTorch said', async (name) => {
  const fixture = read(name)
  const results = await runParity(runtime, [fixture])
  expect(results.map(({ output }) => output).sort()).toEqual(Object.keys(fixture.outputs).sort())
  for (const { output, maxAbsError, allowed, scale } of results) {
    expect(scale, output).toBeGreaterThan(0)
    expect(maxAbsError, output).toBeLessThanOrEqual(allowed)
  }
})

it.each(files)('%s: in half precision it says nearly the same, and not just the same', async (name) => {
  const fixture = read(name)
  const results = await runParity(half, [fixture])
  for (const { output, maxAbsError, scale } of results) {
    // Half precision has eleven bits: a rounding is 2^-11 of a number at most.
    expect(maxAbsError, output).toBeLessThanOrEqual(2 ** -9 * scale)
  }
  expect(Math.max(...results.map(({ maxAbsError, scale }) => maxAbsError / scale))).toBeGreaterThan(1e-5)
})
