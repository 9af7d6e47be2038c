import * as v from 'valibot'
import {
  count,
  file,
  latents,
  name,
  number,
  parseManifest,
  refusal,
  sampling,
  side,
  value,
  version,
  word,
} from './fields'

/** The contract between a pack and the engine; docs/pack-format.md says the same in words. */
export const packFormat = 1

const graph = v.strictObject({
  files: v.pipe(v.array(file), v.minLength(1)),
  /** The same graph computing in half precision: parts of one .onnx file that borrows weights from `files`. */
  half: v.optional(v.pipe(v.array(file), v.minLength(1))),
  precision: v.picklist(['int8', 'fp16', 'fp32']),
  dequantize: v.picklist(['fold', 'run', 'none']),
  /** Bytes that a run takes beside its inputs and outputs, as a multiple of them. */
  working: v.optional(number(0, 1000)),
  inputs: v.record(word, value),
  outputs: v.record(word, value),
})

export const graphNames = [
  'encoder',
  'motion-encoder',
  'motion',
  'condition',
  'unet',
  'decoder',
  'segment-encoder',
  'segment',
] as const

/** What the motion and segment graphs take of what their encoders saw. */
export const seenNames = ['f4', 'f8', 'f16', 'f32', 'upsample', 'colour'] as const

const seen = Object.fromEntries(seenNames.map((name) => [name, 4]))

interface Ranks {
  inputs: Record<string, number>
  outputs: Record<string, number>
}

/** What the engine feeds to each graph and reads from it; ranks are those of the shapes in the contract. */
const ranks: Record<GraphName, Ranks> = {
  encoder: { inputs: { picture: 4 }, outputs: { latents: 4 } },
  'motion-encoder': { inputs: { picture: 4 }, outputs: seen },
  motion: { inputs: { ...seen, hints: 2 }, outputs: { influence: 4 } },
  condition: {
    inputs: { picture: 4, plate: 4, backward: 4, hole: 4 },
    outputs: { condition: 4, condition_half: 4 },
  },
  unet: {
    inputs: { latents: 4, timestep: 1, condition: 4, condition_half: 4 },
    outputs: { prediction: 4 },
  },
  decoder: { inputs: { latents: 4 }, outputs: { pictures: 4 } },
  'segment-encoder': { inputs: { picture: 4 }, outputs: seen },
  segment: { inputs: { ...seen, clicks: 2 }, outputs: { mask: 4 } },
}

/** A motion graph without an encoder looks at the picture itself, with every set of hints. */
const wholeMotion: Ranks = { inputs: { picture: 4, hints: 2 }, outputs: { influence: 4 } }

/** Graphs without which a part cannot be learned. */
const needs = { influence: ['motion'], fill: ['encoder', 'condition', 'unet', 'decoder'] } as const

export const pack = v.strictObject({
  format: v.literal(packFormat, `must be ${packFormat}: this is the only format that is known here`),
  name,
  version,
  licence: word,
  provenance: word,
  motion: v.strictObject({ longSide: side, multiple: count(1, 128), maxHints: count(1, 4096) }),
  latents,
  sampling,
  hints: v.pipe(v.array(v.picklist(['moving', 'still'])), v.minLength(1)),
  parts: v.strictObject({
    influence: v.picklist(['learned', 'plain']),
    fill: v.picklist(['learned', 'plain']),
  }),
  graphs: v.strictObject({
    encoder: v.optional(graph),
    'motion-encoder': v.optional(graph),
    motion: v.optional(graph),
    condition: v.optional(graph),
    unet: v.optional(graph),
    decoder: v.optional(graph),
    'segment-encoder': v.optional(graph),
    segment: v.optional(graph),
  }),
})

export type PackManifest = v.InferOutput<typeof pack>
export type GraphManifest = v.InferOutput<typeof graph>
export type GraphName = (typeof graphNames)[number]

/**
 * Checks what `pack.json` holds. Throws `pack-field` with the field's path (`graphs.unet.files.0.bytes`)
 * and what is wrong with it, or `pack-unreadable` where it is no JSON.
 */
export function parsePack(text: string): PackManifest {
  const manifest = parseManifest(text, pack)
  checkGraphs(manifest)
  return manifest
}

function checkGraphs(manifest: PackManifest): void {
  for (const name of graphNames) {
    const found = manifest.graphs[name]
    if (!found) continue
    const wanted = name === 'motion' && !manifest.graphs['motion-encoder'] ? wholeMotion : ranks[name]
    for (const way of ['inputs', 'outputs'] as const)
      for (const [key, rank] of Object.entries(wanted[way])) {
        const field = `graphs.${name}.${way}.${key}`
        const given = found[way][key]
        if (!given) throw refusal(field, 'is missing')
        if (given.shape.length !== rank) throw refusal(`${field}.shape`, `must have ${rank} dimensions`)
        if (given.type !== 'float32') throw refusal(`${field}.type`, 'must be float32')
      }
  }
  const { segment, 'segment-encoder': segmentEncoder } = manifest.graphs
  if (segment && !segmentEncoder) throw refusal('graphs.segment-encoder', 'is missing, though there is graphs.segment')
  for (const part of ['influence', 'fill'] as const)
    for (const name of needs[part])
      if (manifest.parts[part] === 'learned' && !manifest.graphs[name])
        throw refusal(`graphs.${name}`, `is missing, though parts.${part} is learned`)
}
