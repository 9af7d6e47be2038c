// Every graph of the pack gives in the browser what PyTorch gave.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { openParity } from './parity/open.mjs'

const folder = new URL('../fixtures/graphs/', import.meta.url)
const fixtures = await Promise.all(
  (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))),
)

let parity
before(async () => {
  parity = await openParity()
})
after(() => parity?.close())

for (const provider of ['wasm', 'webgpu'])
  test(`all graphs on ${provider}, against PyTorch`, async (context) => {
    assert.ok(fixtures.length > 0, 'there are fixtures of the graphs')
    const results = await parity.run(provider, fixtures)
    assert.equal(results.length, fixtures.flatMap(({ outputs }) => Object.keys(outputs)).length)
    for (const { graph, output, maxAbsError, allowed } of results) {
      context.diagnostic(`${graph} ${output}: largest error ${maxAbsError.toExponential(2)}, allowed ${allowed}`)
      assert.ok(maxAbsError <= allowed, `${graph} ${output}: ${maxAbsError} > ${allowed}`)
    }
    assert.equal(
      Math.max(...results.map((it) => it.recordings)),
      provider === 'webgpu' ? 1 : 0,
      'the UNet is played back',
    )
    assert.deepEqual(parity.problems, [])
  })

test('all graphs in half precision on wasm, against PyTorch', async (context) => {
  const results = await parity.run('wasm', fixtures, { half: true })
  assert.equal(results.length, fixtures.flatMap(({ outputs }) => Object.keys(outputs)).length)
  for (const { graph, output, maxAbsError, scale } of results) {
    context.diagnostic(`${graph} ${output}: largest error ${maxAbsError.toExponential(2)} of ${scale.toFixed(2)}`)
    assert.ok(maxAbsError <= 2 ** -9 * scale, `${graph} ${output}: ${maxAbsError}`)
  }
  assert.ok(
    results.some(({ maxAbsError, allowed }) => maxAbsError > allowed),
    'it does not compute the same',
  )
  assert.deepEqual(parity.problems, [])
})

test('latents on the device are those in memory, for every sampler and after being gone on with', async (context) => {
  const { banks: results, cut } = await parity.banks()
  assert.equal(results.length, 3)
  assert.equal(cut, 0, 'a part that is cut out on the device is that part')
  for (const { sampler, maxError, scale, resumed } of results) {
    context.diagnostic(`${sampler}: largest difference ${maxError.toExponential(2)} of ${scale.toFixed(2)}`)
    assert.ok(scale > 0.1)
    assert.ok(maxError <= 1e-5 * scale, `${sampler}: ${maxError}`)
    assert.equal(resumed, 0, `${sampler}: gone on with, it is the same bit for bit`)
  }
  assert.deepEqual(parity.problems, [])
})
