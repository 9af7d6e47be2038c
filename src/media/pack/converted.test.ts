import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KinoraError } from '../../core/errors'
import { filesOf, parseConverted } from './converted'
import { ports } from './converted-graphs'

const page = readFileSync('docs/pack-format.md', 'utf8')
const example = [...page.matchAll(/```json\n([\s\S]*?)```/g)][1]?.[1] ?? ''

/** The example with one field replaced (or removed: undefined), as its file. */
function changed(field: string, value: unknown): string {
  const keys = field.split('.')
  const last = keys.pop() as string
  const pack: Record<string, unknown> = JSON.parse(example)
  let at = pack
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = value
  return JSON.stringify(pack)
}

function refused(json: string): string {
  try {
    parseConverted(json)
  } catch (thrown) {
    if (thrown instanceof KinoraError && thrown.code === 'pack-field') return String(thrown.data.field)
  }
  throw new Error('was not refused')
}

it('takes the example of docs/pack-format.md and knows its files', () => {
  const pack = parseConverted(example)
  expect(pack.kind).toBe('sam')
  expect(filesOf(pack).map(({ path }) => path)).toEqual([
    'segment-encoder.onnx',
    'segment-encoder-0.bin',
    'segment.onnx',
  ])
})

it('counts the table of a stored file, and a licence, among the files', () => {
  const table = { path: 'segment-encoder-0.json', bytes: 10, sha256: 'a'.repeat(64) }
  const text = { path: 'LICENSE', bytes: 10, sha256: 'b'.repeat(64) }
  const smaller = changed('graphs.segment-encoder.parts.0.data.0.expands', { bytes: 20971520, layout: table })
  const pack = parseConverted(smaller)
  pack.licences.push({ of: 'a model', name: 'a licence', text })
  expect(filesOf(pack)).toEqual(expect.arrayContaining([table, text]))
})

it.each([
  ['format', 1],
  ['compute', 'int8'],
  ['licences', []],
  ['graphs.segment', undefined],
  ['graphs.segment.per', 'often'],
  ['graphs.segment.parts', []],
  ['graphs.segment.parts.0.outputs.mask', undefined],
  ['graphs.segment.parts.0.inputs.surplus', { type: 'float32', shape: [1] }],
  ['graphs.segment.parts.0.inputs.clicks', undefined],
  ['graphs.segment-encoder.parts.0.data.0.location', '../weights.bin'],
  ['graphs.segment-encoder.parts.0.data.0.bytes', 2 ** 31],
])('names the field that is wrong: %s', (field, value) => {
  expect(refused(changed(field, value))).toBe(field)
})

it('refuses a part that takes what only a later one gives', () => {
  const pack = JSON.parse(example)
  const parts = pack.graphs.segment.parts
  parts.unshift({ ...parts[0], inputs: { between: { type: 'float16', shape: [1] } }, outputs: {} })
  parts[1].outputs.between = { type: 'float16', shape: [1] }
  expect(refused(JSON.stringify(pack))).toBe('graphs.segment.parts.0.inputs.between')
})

/** A pack of kind svd-mofa whose graphs have one part each, with the inputs and outputs that the engine wants. */
function video(): { graphs: Record<string, { parts: Record<string, unknown>[] }>; [field: string]: unknown } {
  const { segment: _, graphs, ...common } = JSON.parse(example)
  const model = graphs.segment.parts[0].model
  const values = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, { type: 'float32', shape: ['T', 'h/2'] }]))
  const named = Object.entries(ports).filter(([name]) => !name.startsWith('segment'))
  const made = named.map(([name, { inputs, outputs }]) => {
    const part = { name, model, data: [], inputs: values(inputs), outputs: values(outputs), memory: { weights: 1 } }
    return [name, { per: 'step', parts: [part] }]
  })
  return {
    ...common,
    kind: 'svd-mofa',
    latents: {
      channels: 4,
      vaeScaleFactor: 8,
      scalingFactor: 0.18215,
      multiple: 64,
      minSide: 256,
      maxSide: 1024,
      longSide: 576,
    },
    sampling: {
      predictionType: 'edm',
      schedule: 'karras',
      sampler: 'euler',
      steps: 25,
      guidanceScale: 3,
      window: 25,
      overlap: 13,
    },
    conditioning: {
      fps: 6,
      motionBucket: 128,
      noiseAugmentation: 0.02,
      controlScale: 0.6,
      embeddingSide: 224,
      flowSide: 384,
      flowLimit: 49.4949,
      decodeChunk: 8,
      landmarks: 68,
    },
    graphs: Object.fromEntries(made),
  }
}

it('takes a video pack with the landmark adapter, and one without', () => {
  const whole = video()
  expect(parseConverted(JSON.stringify(whole)).kind).toBe('svd-mofa')
  for (const name of ['landmark-reference', 'landmark-fusion', 'landmark-control', 'hybrid']) delete whole.graphs[name]
  expect(Object.keys(parseConverted(JSON.stringify(whole)).graphs)).not.toContain('hybrid')
})

it('refuses half a landmark adapter, one without its points, and windows that share all they have', () => {
  const half = video()
  delete half.graphs['landmark-fusion']
  expect(refused(JSON.stringify(half))).toBe('graphs.landmark-fusion')
  const pointless = video()
  ;(pointless.conditioning as Record<string, unknown>).landmarks = undefined
  expect(refused(JSON.stringify(pointless))).toBe('conditioning.landmarks')
  const stuck = video()
  ;(stuck.sampling as Record<string, unknown>).overlap = 25
  expect(refused(JSON.stringify(stuck))).toBe('sampling')
})
