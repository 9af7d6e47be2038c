import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import { type GraphFixture, runParity } from '../../tests/bench/parity'
import type { Runtime } from './runtime/runtime'

const folder = 'tests/fixtures/graphs'
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
const read = (name: string): GraphFixture => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

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
