import * as v from 'valibot'
import { KinoraError } from '../../core/errors'

/** The contract between a pack and the engine; docs/pack-format.md says the same in words. */
export const packFormat = 1

const count = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high))
const number = (low: number, high: number) => v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high))
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(500))

/** A file inside the pack's folder: no way out of it, no scheme, no backslash. */
const filePath = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, 'must be a plain path inside the pack'),
  v.maxLength(200),
)

/** A fixed extent, or a name with at most one factor or divisor: `H`, `H/8`, `8*h`. */
const dimension = v.union(
  [count(1, 65536), v.pipe(v.string(), v.regex(/^(\d{1,4}\*)?[A-Za-z][A-Za-z0-9_]*(\/\d{1,4})?$/))],
  'must be a positive number or a symbol such as H, H/8 or 8*h',
)

const value = v.strictObject({
  type: v.picklist(['float32', 'float16', 'int32']),
  shape: v.pipe(v.array(dimension), v.maxLength(6)),
})

const graph = v.strictObject({
  files: v.pipe(
    v.array(
      v.strictObject({
        path: filePath,
        bytes: count(1, 2 ** 31 - 1),
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')),
      }),
    ),
    v.minLength(1),
  ),
  precision: v.picklist(['int8', 'fp16', 'fp32']),
  dequantize: v.picklist(['fold', 'run', 'none']),
  /** Bytes that a run takes beside its inputs and outputs, as a multiple of them. */
  working: v.optional(number(0, 1000)),
  inputs: v.record(word, value),
  outputs: v.record(word, value),
})

export const graphNames = ['encoder', 'motion', 'condition', 'unet', 'decoder', 'segment-encoder', 'segment'] as const

/** What the segment graph takes of what its encoder saw. */
export const seenNames = ['f4', 'f8', 'f16', 'f32', 'upsample', 'colour'] as const

const seen = Object.fromEntries(seenNames.map((name) => [name, 4]))

/** What the engine feeds to each graph and reads from it; ranks are those of the shapes in the contract. */
const ranks: Record<GraphName, { inputs: Record<string, number>; outputs: Record<string, number> }> = {
  encoder: { inputs: { picture: 4 }, outputs: { latents: 4 } },
  motion: { inputs: { picture: 4, hints: 2 }, outputs: { influence: 4 } },
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

/** Graphs without which a part cannot be learned. */
const needs = { influence: ['motion'], fill: ['encoder', 'condition', 'unet', 'decoder'] } as const

const side = count(8, 4096)

export const pack = v.strictObject({
  format: v.literal(packFormat, `must be ${packFormat}: this is the only format that is known here`),
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be a short lower-case name')),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$/, 'must be a version such as 1.0.0')),
  licence: word,
  provenance: word,
  motion: v.strictObject({ longSide: side, multiple: count(1, 128), maxHints: count(1, 4096) }),
  latents: v.pipe(
    v.strictObject({
      channels: count(1, 64),
      vaeScaleFactor: count(1, 64),
      scalingFactor: number(1e-6, 1e6),
      multiple: count(1, 256),
      minSide: side,
      maxSide: side,
      longSide: side,
      /** Whether every network looks only near, so that the part with holes may be computed alone. */
      local: v.optional(v.boolean(), false),
    }),
    v.check((it) => it.multiple % it.vaeScaleFactor === 0, 'multiple must be a multiple of vaeScaleFactor'),
    v.check((it) => it.minSide <= it.longSide && it.longSide <= it.maxSide, 'minSide <= longSide <= maxSide must hold'),
  ),
  sampling: v.pipe(
    v.strictObject({
      predictionType: v.picklist(['flow', 'epsilon', 'v', 'edm']),
      schedule: v.picklist(['flow', 'karras', 'ays-svd']),
      shift: v.optional(number(0.01, 100), 1),
      sigmaMin: v.optional(number(1e-6, 1e6), 0.002),
      sigmaMax: v.optional(number(1e-6, 1e6), 700),
      rho: v.optional(number(0.1, 100), 7),
      steps: count(1, 1000),
      guidanceScale: number(0, 30),
      /** Guidance of frame 0; it rises to `guidanceScale` along the first window. */
      minGuidance: v.optional(number(0, 30)),
      window: count(1, 256),
      overlap: count(0, 255),
      /** Whether frame 0 stands at the head of every window, as some video models want it. */
      pinned: v.optional(v.boolean(), false),
      windowWeights: v.optional(v.picklist(['pyramid', 'flat']), 'pyramid'),
      shifted: v.optional(v.boolean(), true),
    }),
    v.check((it) => it.overlap < it.window, 'overlap must be less than window'),
  ),
  hints: v.pipe(v.array(v.picklist(['moving', 'still'])), v.minLength(1)),
  parts: v.strictObject({
    influence: v.picklist(['learned', 'plain']),
    fill: v.picklist(['learned', 'plain']),
  }),
  graphs: v.strictObject({
    encoder: v.optional(graph),
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
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    throw new KinoraError('pack-unreadable', { file: 'pack.json' }, thrown)
  }
  const result = v.safeParse(pack, json)
  if (!result.success) {
    const issue = result.issues[0]
    throw refusal(v.getDotPath(issue) ?? 'pack.json', issue.message)
  }
  checkGraphs(result.output)
  return result.output
}

function checkGraphs(manifest: PackManifest): void {
  for (const name of graphNames) {
    const found = manifest.graphs[name]
    if (!found) continue
    for (const way of ['inputs', 'outputs'] as const)
      for (const [key, rank] of Object.entries(ranks[name][way])) {
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

function refusal(field: string, problem: string): KinoraError {
  return new KinoraError('pack-field', { field, problem })
}
