import * as v from 'valibot'
import { KinoraError } from '../../core/errors'

/** Fields that packs of both formats share. */

export const count = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high))
export const number = (low: number, high: number) => v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high))
export const word = v.pipe(v.string(), v.minLength(1), v.maxLength(500))

/** A file inside the pack's folder: no way out of it, no scheme, no backslash. */
export const filePath = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, 'must be a plain path inside the pack'),
  v.maxLength(200),
)

/** A fixed extent, or a name with at most one factor or divisor: `H`, `H/8`, `8*h`. */
export const dimension = v.union(
  [count(1, 65536), v.pipe(v.string(), v.regex(/^(\d{1,4}\*)?[A-Za-z][A-Za-z0-9_]*(\/\d{1,4})?$/))],
  'must be a positive number or a symbol such as H, H/8 or 8*h',
)

export const value = v.strictObject({
  type: v.picklist(['float32', 'float16', 'int32']),
  shape: v.pipe(v.array(dimension), v.maxLength(6)),
})

export const file = v.strictObject({
  path: filePath,
  bytes: count(1, 2 ** 31 - 1),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')),
})

export const name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be a short lower-case name'))
export const version = v.pipe(
  v.string(),
  v.regex(/^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$/, 'must be a version such as 1.0.0'),
)
export const side = count(8, 4096)

export const latents = v.pipe(
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
)

export const samplingEntries = {
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
}

/** Windows must go on: what neighbours share is less than a window. */
export const overlapFits = (it: { overlap: number; window: number }) => it.overlap < it.window
export const overlapProblem = 'overlap must be less than window'

export const sampling = v.pipe(
  v.strictObject(samplingEntries),
  v.check((it) => overlapFits(it), overlapProblem),
)

/**
 * A manifest's text as its schema wants it. Throws `pack-unreadable` where it is no JSON, `pack-field` with the
 * field's path and the reason where it is another thing.
 */
export function parseManifest<S extends v.GenericSchema>(text: string, schema: S): v.InferOutput<S> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    throw new KinoraError('pack-unreadable', { file: 'pack.json' }, thrown)
  }
  const result = v.safeParse(schema, json)
  if (!result.success) {
    const issue = result.issues[0]
    throw refusal(v.getDotPath(issue) ?? 'pack.json', issue.message)
  }
  return result.output
}

/** One field is not as it must be; `field` is its path. */
export function refusal(field: string, problem: string): KinoraError {
  return new KinoraError('pack-field', { field, problem })
}
