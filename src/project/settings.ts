import * as v from 'valibot'

export const loopModes = ['none', 'loop', 'ping-pong', 'eased'] as const
export const schedules = ['pack', 'ays-svd'] as const
export const windowRules = ['pack', 'moving'] as const
export const qualities = ['draft', 'full'] as const

const count = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high))

/** Ten minutes at 24 frames a second. */
export const mostFrames = 14_400

/** How a clip is made; every field has a default, so `{}` is a valid value. */
export const generationSettings = v.object({
  frameCount: v.optional(count(1, mostFrames), 96),
  fps: v.optional(v.pipe(v.number(), v.minValue(8), v.maxValue(60)), 24),
  /** none: plays once; loop: repeats from the start; ping-pong: there and back; eased: the same, gently. */
  loop: v.optional(v.picklist(loopModes), 'none'),
  /** How far everything moves, 0 (still) to 1. */
  controlScale: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  /** draft: motion, matte and plate; full: what was uncovered is drawn by the pack. */
  quality: v.optional(v.picklist(qualities), 'draft'),
  /** Width of the result in pixels; null: the source's own, up to a long side of 3840. */
  width: v.optional(v.nullable(count(16, 3840)), null),
  /** Long side, in pixels, at which the pack works in full quality. */
  workingSide: v.optional(count(64, 1024), 512),
  seed: v.optional(count(0, 2 ** 32 - 1), 0),
  /** Steps of the sampler; null: the pack's own. */
  steps: v.optional(v.nullable(count(1, 64)), null),
  sampler: v.optional(v.picklist(['euler', 'dpm++2m', 'lcm']), 'euler'),
  /** Frames a window, and frames shared by neighbours; null: the pack's own. */
  window: v.optional(v.nullable(count(2, 64)), null),
  overlap: v.optional(v.nullable(count(0, 32)), null),
  /** Noise levels of a chosen video model: its own, or Align Your Steps, which does with fewer steps. */
  schedule: v.optional(v.picklist(schedules), 'pack'),
  /** Where windows of a chosen video model lie: as its authors have them, or moving from step to step, blended softly. */
  windows: v.optional(v.picklist(windowRules), 'pack'),
  /** How closely a chosen video model keeps to paths and faces, as a share of what is usual for it. */
  adherence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1.5)), 1),
  /** How much a chosen video model is told to move by itself, as it was trained (1 to 255); null: the pack's own. */
  motionBucket: v.optional(v.nullable(count(1, 255)), null),
})

export type GenerationSettings = v.InferOutput<typeof generationSettings>

export const defaultSettings: GenerationSettings = v.parse(generationSettings, {})
