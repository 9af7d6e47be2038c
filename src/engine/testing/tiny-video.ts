import { parseConverted, type VideoManifest } from '../../media/pack/converted'
import { type ConvertedGraphName, ports } from '../../media/pack/converted-graphs'
import { bindDimensions, extentOf } from '../pack/shapes'
import type { VideoPack } from '../pack/video'
import type { Part } from '../pack/weights'
import type { Ort, OrtSession } from '../runtime/ort'

// A pack of published weights without weights: its graphs are lines of arithmetic, its shapes and names the true ones.

type Shape = (number | string)[]

const residual = (i: number): Shape => {
  const step = [1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8][i] ?? 8
  return ['T', 2, ...(step === 1 ? ['h', 'w'] : [`h/${step}`, `w/${step}`])]
}
const cells = (scale: number): Shape => (scale === 8 ? ['h', 'w'] : [`h/${scale / 8}`, `w/${scale / 8}`])

/** The shape of an input or output, by its name. */
function shapeOf(name: string, graph: string): Shape {
  const plain = name.replace(/^(face|mixed)_/, '')
  const [, kind = '', scale = ''] = /^(reference|warped|flow|moved)(8|16|32|64)$/.exec(plain) ?? []
  if (kind)
    return [kind === 'reference' ? 1 : kind === 'warped' ? 'T' : 'M', kind === 'flow' ? 2 : 3, ...cells(Number(scale))]
  if (plain.startsWith('residual')) return residual(plain === 'residual_mid' ? 12 : Number(plain.slice(8)))
  const known: Record<string, Shape> = {
    picture_latents: [1, 4, 'h', 'w'],
    prediction: ['T', 4, 'h', 'w'],
    latents: graph === 'encoder' ? [1, 4, 'H/8', 'W/8'] : ['T', 4, 'h', 'w'],
    pictures: ['T', 3, '8*h', '8*w'],
    timestep: [1],
    control_scale: [1],
    time_ids: [1, 3],
    embedding: [1, 1, 8],
    seen2: [1, 2, 16, 16],
    seen4: [1, 2, 8, 8],
    seen8: [1, 2, 4, 4],
    hints: ['N', 4, 32, 32],
    flow: ['N', 2, 32, 32],
    landmarks: ['T', 3, '8*h', '8*w'],
    mask: [1, 1, '8*h', '8*w'],
    skips: ['T', 2, 'h', 'w'],
  }
  const picture: Record<string, Shape> = {
    'image-encoder': [1, 3, 28, 28],
    'flow-picture': [1, 3, 32, 32],
    encoder: [1, 3, 'H', 'W'],
  }
  return known[plain] ?? picture[graph] ?? [1, 3, '8*h', '8*w']
}

function partOf(graph: string, name: string, inputs: readonly string[], outputs: readonly string[]) {
  const values = (names: readonly string[]) =>
    Object.fromEntries(names.map((it) => [it, { type: 'float32', shape: shapeOf(it, graph) }]))
  return {
    name,
    model: { path: `${name}.onnx`, bytes: name.length, sha256: '0'.repeat(64) },
    data: [],
    inputs: values(inputs),
    outputs: values(outputs),
    memory: { weights: 1000, perCell: 10 },
  }
}

const pers: Partial<Record<ConvertedGraphName, string>> = {
  control: 'step',
  unet: 'step',
  hybrid: 'step',
  decoder: 'frames',
}

/** The description of such a pack; `face`: with the face adapter. */
export function tinyManifest({ face = false } = {}): VideoManifest {
  const names = (Object.keys(ports) as ConvertedGraphName[]).filter(
    (name) => !name.startsWith('segment') && (face || !/^landmark|^hybrid/.test(name)),
  )
  const graphs = names.map((name) => {
    const { inputs, outputs } = ports[name]
    const parts =
      name === 'unet'
        ? [
            partOf(
              name,
              'unet-down',
              inputs.filter((it) => !it.startsWith('residual')),
              ['skips'],
            ),
            partOf(name, 'unet-up', ['skips', ...inputs.filter((it) => it.startsWith('residual'))], outputs),
          ]
        : [partOf(name, name, inputs, outputs)]
    return [name, { per: pers[name] ?? 'picture', parts }]
  })
  const manifest = parseConverted(
    JSON.stringify({
      format: 2,
      kind: 'svd-mofa',
      name: 'tiny',
      version: '1.0.0',
      licence: 'none',
      licences: [{ of: 'nothing', name: 'none' }],
      provenance: 'made by a test',
      precision: 'fp32',
      compute: 'fp32',
      latents: {
        channels: 4,
        vaeScaleFactor: 8,
        scalingFactor: 0.5,
        multiple: 64,
        minSide: 64,
        maxSide: 512,
        longSide: 128,
      },
      sampling: {
        predictionType: 'edm',
        schedule: 'karras',
        sampler: 'euler',
        steps: 3,
        guidanceScale: 3,
        minGuidance: 1,
        window: 6,
        overlap: 2,
        pinned: true,
        windowWeights: 'flat',
        shifted: false,
      },
      conditioning: {
        fps: 6,
        motionBucket: 128,
        noiseAugmentation: 0.02,
        controlScale: 0.6,
        embeddingSide: 28,
        flowSide: 32,
        flowLimit: 8,
        decodeChunk: 3,
        ...(face && { landmarks: 68 }),
      },
      graphs: Object.fromEntries(graphs),
    }),
  )
  if (manifest.kind !== 'svd-mofa') throw new Error('not a video pack')
  return manifest
}

export interface TinyVideo {
  ort: Ort
  pack: VideoPack
  /** What was opened, run and released, in order. */
  events: string[]
}

/**
 * The pack with a runtime that computes it over a real one: decoded pictures are the latents' first three channels, predictions what the
 * adapter says at the finest scale and how much motion was asked for, more for later frames of a window, all else zeros. Graphs of other packs are computed as they are.
 */
export function tinyVideo(real: Ort, options: { face?: boolean } = {}): TinyVideo {
  const manifest = tinyManifest(options)
  const parts = new Map<string, Part>(
    Object.values(manifest.graphs).flatMap((graph) => (graph?.parts ?? []).map((part) => [part.name, part] as const)),
  )
  const events: string[] = []
  const ort: Ort = {
    ...real,
    InferenceSession: {
      async create(model, sessionOptions) {
        const name = model.length < 40 ? new TextDecoder().decode(model) : ''
        const part = parts.get(name)
        if (!part) return real.InferenceSession.create(model, sessionOptions)
        events.push(`open ${name}`)
        return {
          run: async (feeds: Parameters<OrtSession['run']>[0]) => {
            events.push(`run ${name}`)
            return compute(real, part, feeds)
          },
          release: async () => void events.push(`release ${name}`),
        } as unknown as OrtSession
      },
    },
  }
  const open = async (path: string) => new Blob([path.replace('.onnx', '')])
  return { ort, pack: { manifest, open }, events }
}

function compute(real: Ort, part: Part, feeds: Parameters<OrtSession['run']>[0]) {
  const shapes = Object.fromEntries(Object.entries(feeds).map(([key, { dims }]) => [key, dims]))
  const bound = bindDimensions(part, shapes)
  const made = Object.entries(part.outputs).map(([name, { shape }]) => {
    const dims = shape.map((extent) =>
      typeof extent === 'number' ? extent : (bound[extent] ?? extentOf(extent, bound)),
    )
    const data = new Float32Array(dims.reduce((product, extent) => product * extent, 1))
    const from = (key: string) => feeds[key]?.data as Float32Array | undefined
    if (name === 'pictures') fillPictures(data, from('latents') as Float32Array, dims)
    if (name === 'residual0') data.fill((from('control_scale')?.[0] ?? 0) + (from('warped8')?.[0] ?? 0))
    if (name === 'mixed_residual0') data.fill(((from('face_residual0')?.[0] ?? 0) + (from('residual0')?.[0] ?? 0)) / 2)
    if (name === 'skips') data.fill((from('time_ids')?.[1] ?? 0) / 256)
    if (name === 'prediction') fillPredictions(data, [from('residual0')?.[0] ?? 0, from('skips')?.[0] ?? 0], dims)
    if (name.startsWith('reference') || name === 'latents') data.fill(0.25)
    if (name === 'flow') data.set((from('hints') as Float32Array).subarray(0, 0))
    return [name, new real.Tensor('float32', data, dims)]
  })
  return Object.fromEntries(made)
}

/** What a frame is to be depends on its place in the window, too. */
function fillPredictions(data: Float32Array, said: readonly number[], [count = 1]: number[]): void {
  const each = data.length / count
  const all = 0.1 * said.reduce((sum, value) => sum + value, 0)
  for (let i = 0; i < count; i++) data.fill(all + 0.02 * i, i * each, (i + 1) * each)
}

function fillPictures(data: Float32Array, latents: Float32Array, [count = 0, , height = 0, width = 0]: number[]): void {
  const [rows, columns] = [height / 8, width / 8]
  for (let frame = 0; frame < count; frame++)
    for (let channel = 0; channel < 3; channel++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          data[((frame * 3 + channel) * height + y) * width + x] = latents[
            ((frame * 4 + channel) * rows + (y >> 3)) * columns + (x >> 3)
          ] as number
}
