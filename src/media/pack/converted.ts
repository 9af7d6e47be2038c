import * as v from 'valibot'
import { type ConvertedGraphName, ports } from './converted-graphs'
import {
  count,
  file,
  filePath,
  latents,
  name,
  number,
  overlapFits,
  overlapProblem,
  parseManifest,
  refusal,
  samplingEntries,
  side,
  value,
  version,
  word,
} from './fields'

/** Packs made of published weights; docs/pack-format.md, "Converted packs", says the same in words. */
export const convertedFormat = 2

/** Weights of a part. The .onnx file refers to them as `location`, from byte 0 on. */
const data = v.strictObject({
  location: filePath,
  ...file.entries,
  /** Stored smaller than the runtime wants it: how many bytes it becomes, and the table that says how. */
  expands: v.optional(v.strictObject({ bytes: count(1, 2 ** 31 - 1), layout: file })),
})

const part = v.strictObject({
  name: word,
  model: file,
  data: v.array(data),
  inputs: v.record(word, value),
  outputs: v.record(word, value),
  /** Bytes on the device: of the weights, and what a run takes beside its inputs and outputs. */
  memory: v.strictObject({
    weights: count(0, 2 ** 40),
    perCell: v.optional(number(0, 1e9), 0),
    perPair: v.optional(number(0, 1e9), 0),
  }),
})

/** Parts run one after the other: what one gives by a name, a later one takes by that name. */
const graph = v.strictObject({
  per: v.picklist(['picture', 'hints', 'window', 'step', 'frames', 'clicks']),
  parts: v.pipe(v.array(part), v.minLength(1)),
})

const common = {
  format: v.literal(convertedFormat),
  name,
  version,
  /** Of all weights in a few words, for a list; `licences` has each. */
  licence: word,
  licences: v.pipe(v.array(v.strictObject({ of: word, name: word, text: v.optional(file) })), v.minLength(1)),
  provenance: word,
  /** How weights are stored. */
  precision: v.picklist(['fp32', 'fp16', 'q8', 'q4']),
  /** What graphs compute in; fp16 needs a device with `shader-f16`. */
  compute: v.picklist(['fp32', 'fp16']),
}

const video = v.strictObject({
  ...common,
  kind: v.literal('svd-mofa'),
  latents,
  sampling: v.pipe(
    v.strictObject({ ...samplingEntries, sampler: v.picklist(['euler', 'lcm']) }),
    v.check((it) => overlapFits(it), overlapProblem),
  ),
  conditioning: v.strictObject({
    fps: number(1, 1000),
    motionBucket: number(0, 1000),
    noiseAugmentation: number(0, 10),
    /** Usual strength of the adapter. */
    controlScale: number(0, 10),
    /** The same of the face adapter. */
    landmarkScale: v.optional(number(0, 10), 1),
    /** Side in pixels of the square that `image-encoder` sees, and that of `flow-picture` and `flow`. */
    embeddingSide: side,
    flowSide: side,
    /** Largest displacement that `flow` can say, in pixels of its square. */
    flowLimit: number(0, 4096),
    /** Frames that the decoder takes at once. */
    decodeChunk: count(1, 256),
    /** Points that are drawn for the face adapter. */
    landmarks: v.optional(count(1, 1000)),
  }),
  graphs: v.strictObject({
    'image-encoder': graph,
    encoder: graph,
    'flow-picture': graph,
    flow: graph,
    reference: graph,
    control: graph,
    unet: graph,
    decoder: graph,
    'landmark-reference': v.optional(graph),
    'landmark-fusion': v.optional(graph),
    'landmark-control': v.optional(graph),
    hybrid: v.optional(graph),
  }),
})

const sam = v.strictObject({
  ...common,
  kind: v.literal('sam'),
  segment: v.strictObject({ longSide: side, multiple: count(1, 128), maxClicks: count(1, 1000) }),
  graphs: v.strictObject({ 'segment-encoder': graph, segment: graph }),
})

const converted = v.variant('kind', [video, sam])

export type ConvertedManifest = v.InferOutput<typeof converted>
export type VideoManifest = v.InferOutput<typeof video>
export type ThingManifest = v.InferOutput<typeof sam>

export type ConvertedGraph = v.InferOutput<typeof graph>

export type ConvertedPart = v.InferOutput<typeof part>
export type PackFile = v.InferOutput<typeof file>

/**
 * Checks what the `pack.json` of a converted pack holds. Throws `pack-field` with the field's path and what is wrong
 * with it, or `pack-unreadable` where it is no JSON.
 */
export function parseConverted(text: string): ConvertedManifest {
  const manifest = parseManifest(text, converted)
  for (const [graphName, given] of Object.entries(manifest.graphs))
    if (given) checkGraph(`graphs.${graphName}`, given, ports[graphName as ConvertedGraphName])
  if (manifest.kind === 'svd-mofa') checkLandmarks(manifest)
  return manifest
}

/** Every file of a pack, each once: what a download fetches and a check reads. `pack.json` is not among them. */
export function filesOf(manifest: ConvertedManifest): PackFile[] {
  const parts = Object.values(manifest.graphs).flatMap((given) => given?.parts ?? [])
  const files = parts.flatMap(({ model, data }) => [
    model,
    ...data.flatMap(({ path, bytes, sha256, expands }) => [
      { path, bytes, sha256 },
      ...(expands ? [expands.layout] : []),
    ]),
  ])
  const texts = manifest.licences.flatMap(({ text }) => text ?? [])
  return [...new Map([...files, ...texts].map((it) => [it.path, it])).values()]
}

/** What the engine gives and wants must be there; what a part takes must have been given before. */
function checkGraph(field: string, { parts }: ConvertedGraph, want: (typeof ports)[ConvertedGraphName]): void {
  const known = new Set<string>(want.inputs)
  parts.forEach(({ inputs, outputs }, i) => {
    for (const key of Object.keys(inputs))
      if (!known.has(key)) throw refusal(`${field}.parts.${i}.inputs.${key}`, 'is given by nobody')
    for (const key of Object.keys(outputs)) known.add(key)
  })
  const last = parts.length - 1
  for (const key of want.outputs)
    if (!parts[last]?.outputs[key]) throw refusal(`${field}.parts.${last}.outputs.${key}`, 'is missing')
  for (const key of want.inputs)
    if (!parts.some(({ inputs }) => inputs[key])) throw refusal(`${field}.parts.0.inputs.${key}`, 'is missing')
}

/** The face adapter is three graphs and the one that mixes it with the trajectories', or none. */
function checkLandmarks({ graphs, conditioning }: VideoManifest): void {
  const names = ['landmark-reference', 'landmark-fusion', 'landmark-control', 'hybrid'] as const
  const there = names.filter((it) => graphs[it])
  const missing = names.find((it) => !graphs[it])
  if (there.length > 0 && missing) throw refusal(`graphs.${missing}`, `is missing, though there is ${there[0]}`)
  if (there.length > 0 && !conditioning.landmarks) throw refusal('conditioning.landmarks', 'is missing')
}
