import type { PackManifest } from '../../media/pack/contract'
import { type Guidance, isGuided } from '../sampling/guidance'
import type { SamplerName } from '../sampling/samplers'
import { wavefrontCost } from '../sampling/wavefront'
import type { WindowRule } from '../sampling/windows'
import type { Watch } from '../watch'
import { decodeChunkSize } from './decode'
import type { Work } from './touched'

export interface FillSettings {
  seed: number
  steps: number
  sampler: SamplerName
  window: number
  overlap: number
  /** Whether the last moment is followed by the first. */
  looped: boolean
  /** Frames that are decoded at once. */
  decodeChunk?: number
}

/** Tells how many pieces of work there are, for the estimate of the time left. */
export function expectWork(watch: Watch, manifest: PackManifest, { runs, wanted }: Work, settings: FillSettings): void {
  const rule = windowRule(manifest, settings)
  const seen = new Set(runs.flatMap(({ frames }) => frames))
  if (rule.pinned) watch.expect('encode', 1, 100)
  watch.expect('condition', Math.ceil(seen.size / rule.size), 1500)
  watch.expect('step', runs.length, 500)
  watch.expect('decode', Math.ceil(wanted.size / (settings.decodeChunk ?? decodeChunkSize)), 500)
}

/** Runs of windows that `fillHoles` needs. */
export function fillRuns(manifest: PackManifest, moments: number, settings: FillSettings): number {
  const rule = windowRule(manifest, settings)
  return wavefrontCost(moments + (rule.pinned ? 1 : 0), settings.steps, rule).runs
}

export function windowRule(manifest: PackManifest, settings: FillSettings): WindowRule {
  const { pinned, shifted, windowWeights } = manifest.sampling
  return {
    size: settings.window,
    overlap: Math.min(settings.overlap, settings.window - 1),
    pinned,
    shifted,
    weights: windowWeights,
    looped: settings.looped && !pinned,
  }
}

export function guidanceOf({ sampling }: PackManifest): Guidance | null {
  const { guidanceScale, minGuidance = guidanceScale, window } = sampling
  const guidance = { least: minGuidance, most: guidanceScale, window }
  return isGuided(guidance) ? guidance : null
}
