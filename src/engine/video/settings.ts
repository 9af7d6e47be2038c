import type { VideoManifest } from '../../media/pack/converted'
import type { Guidance } from '../sampling/guidance'
import type { SamplerName } from '../sampling/samplers'
import type { WindowRule } from '../sampling/windows'

export interface VideoSettings {
  seed: number
  steps: number
  sampler: SamplerName
  window: number
  overlap: number
  /** How much of what the adapter says is added. */
  controlScale: number
  /** Frames that are decoded at once. */
  decodeChunk: number
}

/**
 * How frames are shared out to windows. A clip that fits into one is drawn in one piece, frame 0 like all others; in longer
 * ones it is the picture, and stands at the head of every window where the pack says so.
 */
export function ruleOf({ sampling }: VideoManifest, settings: VideoSettings, count: number): WindowRule {
  return {
    size: settings.window,
    overlap: Math.min(settings.overlap, settings.window - 1),
    pinned: sampling.pinned && count > settings.window,
    shifted: sampling.shifted,
    weights: sampling.windowWeights,
    looped: false,
  }
}

/** Guidance that rises along the frames of a window, or of the clip where that is shorter. */
export function guidanceOf({ sampling }: VideoManifest, count: number): Guidance {
  const { guidanceScale, minGuidance = guidanceScale, window } = sampling
  return { least: minGuidance, most: guidanceScale, window: Math.min(window, count) }
}
