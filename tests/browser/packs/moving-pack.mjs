// A pack of kind svd-mofa that needs no training: its UNet knows at once what every frame is to be, namely the picture as the
// engine has moved it. Graphs, files, parts and stored forms are as `convert` writes them; what it draws can be told beforehand.
import { createHash } from 'node:crypto'
import { onnx } from './onnx.mjs'

const told = { latents: ['T', 4, 'h', 'w'], picture_latents: [1, 4, 'h', 'w'], timestep: [1], time_ids: [1, 3] }
const embedding = { embedding: [1, 1, 3] }
const scales = [8, 16, 32, 64]
const cells = (scale) => (scale === 8 ? ['h', 'w'] : [`h/${scale / 8}`, `w/${scale / 8}`])
const per = (name, count, channels) =>
  Object.fromEntries(scales.map((scale) => [`${name}${scale}`, [count, channels, ...cells(scale)]]))

/** Skips of the UNet: at which scale each of them lies. */
const skips = [8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64, 64]
const residualName = (i) => (i < 12 ? `residual${i}` : 'residual_mid')
const residuals = Object.fromEntries(skips.map((scale, i) => [residualName(i), ['T', 3, ...cells(scale)]]))

const side = 32
const scalingFactor = 0.5
const controlScale = 0.5

const step = (type, inputs, output, attributes) => ({ type, inputs, output, attributes })
const pool = (from, to, by) => step('AveragePool', [from], to, { kernel_shape: [by, by], strides: [by, by] })
const constant = (...numbers) => ({ shape: [numbers.length], numbers })
const places = (...numbers) => ({ kind: 'int64', shape: [numbers.length], numbers })

/** 1x1 convolution from three channels to four, or back. */
const four = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
const three = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]

/** Every part: its graph, what goes in and out, its steps, its small tensors, its stored weights. */
const parts = [
  {
    name: 'image-encoder',
    inputs: { picture: [1, 3, 28, 28] },
    outputs: embedding,
    nodes: [step('GlobalAveragePool', ['picture'], 'mean'), step('Reshape', ['mean', 'flat'], 'embedding')],
    tensors: { flat: places(1, 1, 3) },
  },
  {
    name: 'encoder',
    inputs: { picture: [1, 3, '8*h', '8*w'] },
    outputs: { latents: [1, 4, 'h', 'w'] },
    nodes: [pool('picture', 'small', 8), step('Conv', ['small', 'four'], 'latents')],
    weights: { four: { shape: [4, 3, 1, 1], numbers: four } },
  },
  {
    name: 'flow-picture',
    inputs: { picture: [1, 3, side, side] },
    outputs: Object.fromEntries([2, 4, 8].map((by) => [`seen${by}`, [1, 3, side / by, side / by]])),
    nodes: [2, 4, 8].map((by) => pool('picture', `seen${by}`, by)),
  },
  {
    // All of the picture moves as its paths do on average.
    name: 'flow',
    inputs: {
      ...Object.fromEntries([2, 4, 8].map((by) => [`seen${by}`, [1, 3, side / by, side / by]])),
      hints: ['N', 4, side, side],
    },
    outputs: { flow: ['N', 2, side, side] },
    nodes: [
      step('Slice', ['hints', 'zero', 'two', 'one'], 'moved'),
      step('Slice', ['hints', 'two', 'end', 'one'], 'known'),
      step('ReduceSum', ['moved', 'plane'], 'sum'),
      step('ReduceSum', ['known', 'plane'], 'count'),
      step('Div', ['sum', 'count'], 'mean'),
      step('Mul', ['moved', 'nothing'], 'empty'),
      step('Add', ['empty', 'mean'], 'flow'),
    ],
    tensors: {
      ...{ zero: places(0), one: places(1), two: places(2), end: places(4), plane: places(2, 3) },
      nothing: constant(0),
    },
  },
  {
    name: 'reference',
    inputs: { picture: [1, 3, '8*h', '8*w'] },
    outputs: per('reference', 1, 3),
    nodes: scales.map((scale) => pool('picture', `reference${scale}`, scale)),
  },
  {
    name: 'control',
    per: 'step',
    inputs: { ...told, ...embedding, ...per('warped', 'T', 3), control_scale: [1] },
    outputs: residuals,
    nodes: skips.map((scale, i) => step('Mul', [`warped${scale}`, 'control_scale'], residualName(i))),
  },
  {
    // With s the noise's level: latents / s, and sqrt(s^2 + 1) / s.
    name: 'unet-down',
    graph: 'unet',
    per: 'step',
    inputs: { ...told, ...embedding },
    outputs: { seen: ['T', 4, 'h', 'w'], level: [1] },
    nodes: [
      step('Mul', ['timestep', 'quarter'], 'log'),
      step('Exp', ['log'], 's'),
      step('Mul', ['s', 's'], 'square'),
      step('Add', ['square', 'one'], 'more'),
      step('Sqrt', ['more'], 'root'),
      step('Div', ['root', 's'], 'level'),
      step('Div', ['latents', 's'], 'seen'),
    ],
    tensors: { quarter: constant(4), one: constant(1) },
  },
  {
    // What EDM's preconditioning makes the moved picture of: the prediction v for which x / (s^2 + 1) - v s / sqrt(s^2 + 1) is it.
    name: 'unet-up',
    graph: 'unet',
    per: 'step',
    inputs: { seen: ['T', 4, 'h', 'w'], level: [1], ...residuals },
    outputs: { prediction: ['T', 4, 'h', 'w'] },
    nodes: [
      step('Conv', ['residual0', 'four'], 'clean'),
      step('Mul', ['clean', 'level'], 'wanted'),
      step('Sub', ['seen', 'wanted'], 'prediction'),
    ],
    weights: {
      four: { shape: [4, 3, 1, 1], numbers: four.map((it) => (it * scalingFactor) / controlScale), half: true },
    },
  },
  {
    name: 'decoder',
    per: 'frames',
    inputs: { latents: ['T', 4, 'h', 'w'] },
    outputs: { pictures: ['T', 3, '8*h', '8*w'] },
    nodes: [
      step('Conv', ['latents', 'three'], 'small'),
      step('Resize', ['small', '', 'larger'], 'pictures', {
        mode: 'nearest',
        coordinate_transformation_mode: 'asymmetric',
        nearest_mode: 'floor',
      }),
    ],
    tensors: { larger: constant(1, 1, 8, 8) },
    weights: { three: { shape: [3, 4, 1, 1], numbers: three, bytes: true } },
  },
]

/** Numbers as they lie in a file of weights: [kind, rows, columns, bytes], see docs/pack-format.md. */
function stored({ numbers, shape, half, bytes }) {
  // Of 0 and 1 the bits in half precision are known.
  if (half) return ['half', 1, numbers.length, Buffer.from(Uint16Array.from(numbers, (it) => it * 0x3c00).buffer)]
  const floats = Float32Array.from(numbers)
  if (!bytes) return ['raw', 1, floats.byteLength, Buffer.from(floats.buffer)]
  const scales = Buffer.from(new Float32Array(shape[0]).fill(1 / 100).buffer)
  return [
    'int8-float',
    shape[0],
    numbers.length / shape[0],
    Buffer.concat([scales, Buffer.from(Int8Array.from(numbers, (it) => 100 * it).buffer)]),
  ]
}

const described = (path, bytes) => ({
  path,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})
const values = (shapes) =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { type: 'float32', shape }]))

/** Puts the files of a part among `files`; returns what pack.json says of it. */
function writePart(files, { name, inputs, outputs, nodes, tensors = {}, weights = {} }) {
  const add = (path, bytes) => {
    files[path] = bytes
    return described(path, bytes)
  }
  const external = {}
  const data = Object.entries(weights).map(([key, weight]) => {
    const path = `${name}-${key}.bin`
    const [kind, rows, columns, bytes] = stored(weight)
    const length = 4 * weight.numbers.length
    external[key] = { shape: weight.shape, external: { location: path, offset: 0, length } }
    const table = Buffer.from(JSON.stringify([[kind, 0, 0, rows, columns]]))
    const expands = kind === 'raw' ? {} : { expands: { bytes: length, layout: add(`${name}-${key}.json`, table) } }
    return { location: path, ...add(path, bytes), ...expands }
  })
  const model = add(`${name}.onnx`, onnx({ nodes, tensors: { ...tensors, ...external }, inputs, outputs }))
  return { name, model, data, inputs: values(inputs), outputs: values(outputs), memory: { weights: 256, perCell: 16 } }
}

/** @returns the pack's files by path */
export function movingPack(name) {
  const files = {}
  const graphs = {}
  for (const part of parts) {
    const graph = part.graph ?? part.name
    graphs[graph] ??= { per: part.per ?? 'picture', parts: [] }
    graphs[graph].parts.push(writePart(files, part))
  }
  const manifest = {
    ...{ format: 2, kind: 'svd-mofa', name, version: '1.0.0', precision: 'fp32', compute: 'fp32' },
    ...{ licence: 'none', licences: [{ of: 'arithmetic', name: 'none' }], provenance: 'made by a test' },
    latents: {
      ...{ channels: 4, vaeScaleFactor: 8, scalingFactor },
      ...{ multiple: 64, minSide: 64, maxSide: 1024, longSide: 256 },
    },
    sampling: {
      ...{ predictionType: 'edm', schedule: 'karras', sampler: 'euler', steps: 3, guidanceScale: 3, minGuidance: 1 },
      ...{ window: 6, overlap: 2, pinned: true, windowWeights: 'flat', shifted: false },
    },
    conditioning: {
      ...{ fps: 6, motionBucket: 128, noiseAugmentation: 0.02, controlScale, decodeChunk: 3 },
      ...{ embeddingSide: 28, flowSide: side, flowLimit: 16 },
    },
    graphs,
  }
  return { ...files, 'pack.json': Buffer.from(JSON.stringify(manifest)) }
}
