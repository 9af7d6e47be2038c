import type { VideoManifest } from '../../media/pack/converted'
import type { Guidance } from '../sampling/guidance'
import type { SamplerName } from '../sampling/samplers'
import { scheduleSigmas } from '../sampling/sigmas'
import type { WindowRule } from '../sampling/windows'

export interface VideoSettings {
  seed: number
  steps: number
  sampler: SamplerName
  /** Noise levels: the pack's own, or Align Your Steps. */
  schedule: 'pack' | 'ays-svd'
  window: number
  overlap: number
  /** How windows are laid: as the pack says, or moving from step to step. */
  windows: 'pack' | 'moving'
  /** How much of what the adapters say is added: the one that is led by paths, the one that is led by a face. */
  controlScale: number
  landmarkScale: number
  /** How much the model is told to move; see `tellPicture`. */
  motionBucket: number
  /** Frames that are decoded at once. */
  decodeChunk: number
}

/** Noise levels of a run, descending to 0. */
export function sigmasOf({ sampling }: VideoManifest, { schedule, steps }: VideoSettings): number[] {
  return scheduleSigmas(schedule === 'pack' ? sampling : { ...sampling, schedule }, steps)
}

/** Windows of our own: no seam stays in one place, and none is hard. */
const moving = { shifted: true, weights: 'pyramid' } as const

/**
 * How frames are shared out to windows. A clip that fits into one is drawn in one piece, frame 0 like all others; in longer
 * ones it is the picture, and stands at the head of every window where the pack says so.
 */
export function ruleOf({ sampling }: VideoManifest, settings: VideoSettings, count: number): WindowRule {
  return {
    size: settings.window,
    overlap: Math.min(settings.overlap, settings.window - 1),
    pinned: sampling.pinned && count > settings.window,
    ...(settings.windows === 'moving' ? moving : { shifted: sampling.shifted, weights: sampling.windowWeights }),
    looped: false,
  }
}

/** Guidance that rises along the frames of a window, or of the clip where that is shorter. */
export function guidanceOf({ sampling }: VideoManifest, count: number): Guidance {
  const { guidanceScale, minGuidance = guidanceScale, window } = sampling
  return { least: minGuidance, most: guidanceScale, window: Math.min(window, count) }
}
