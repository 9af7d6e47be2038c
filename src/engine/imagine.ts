import type { MemoryPlan, RenderOptions } from '../bridge/engine'
import { KinoraError } from '../core/errors'
import type { Size } from '../core/geometry'
import type { Hint } from '../core/hint'
import type { Picture } from '../core/image'
import { planeToMask } from '../core/mask'
import { putBack } from '../motion/cpu/freeze'
import { resizePicture, resizePlane } from '../motion/filters/resample'
import type { MotionField } from '../motion/types'
import type { Project } from '../project/project'
import type { Clip, Making } from './clip'
import type { Fills } from './fill/fills'
import type { Moments } from './fill/holes'
import { keptFills } from './kept-fills'
import { renderKey } from './key'
import { workingSize } from './latents'
import type { Limits } from './limits'
import type { Runtime } from './runtime/runtime'
import { wavefrontCost } from './sampling/wavefront'
import { materialOf } from './video/of-project'
import type { Parts } from './video/parts'
import { planVideo, roomForWeights, type VideoDemand } from './video/plan'
import { ruleOf, type VideoSettings } from './video/settings'
import { drawVideo } from './video/video'

/** What the device is taken to have where nobody asks it. */
const unlimited: Limits = { memory: Number.POSITIVE_INFINITY, buffer: null }

/** Whether whole frames are drawn by a model that imagines what it sees: in full quality, where one was chosen. */
export function wantsVideo(video: Parts | null | undefined, project: Project, { learned }: RenderOptions): boolean {
  return Boolean(video) && project.settings.quality === 'full' && learned !== false
}

/** A clip of whole frames from a chosen model. The first is the picture itself, and so is what is frozen in the others. */
export async function imagine(
  making: Making & { video: Parts },
  project: Project,
  { hints, field, moments, size }: { hints: Hint[]; field: MotionField; moments: Moments; size: Size },
): Promise<Clip> {
  const { scene, runtime, watch, video, limits = unlimited } = making
  const demand = demandOf(video, project, scene.picture, moments.times.length)
  const { settings, count } = demand
  const plan = planVideo(demand, limits, runtime.provider)
  if (plan.way === 'no')
    throw new KinoraError('too-large', { needed: plan.inTurns, available: plan.available, ...plan.lower })
  await video.limit(roomForWeights(demand, limits, runtime.provider))

  const rule = ruleOf(video.manifest, settings, count)
  const { runs } = wavefrontCost(count, settings.steps, rule)
  watch.expect('encode', rule.pinned ? 3 : 2, 2000)
  watch.expect('condition', Math.ceil(count / rule.size), 3000)
  watch.expect('step', runs, 5000)
  watch.expect('decode', Math.ceil(count / settings.decodeChunk), 3000)

  const clipOver = (fills: Fills): Clip => {
    const momentOf = (index: number) => moments.ofFrame[index] as number
    return {
      size,
      frameCount: project.settings.frameCount,
      learned: true,
      ready: (index) => momentOf(index) === 0 || fills.ready(momentOf(index)),
      frame: async (index, at = size) => {
        const moment = momentOf(index)
        const drawn = moment > 0 ? await fills.picture(moment) : null
        return drawn ? thawed(field, scene.sized(at), resizePicture(drawn, at.width, at.height)) : scene.sized(at)
      },
    }
  }
  let clip: Clip | null = null
  const show = async (fills: Fills) => {
    clip ??= clipOver(fills)
    await making.onReady?.(clip)
  }
  const key = await videoKey(runtime, video, project, hints)
  const still = scene.sized(demand.size)
  const fills = await keptFills(making, key, { runs, learned: true }, async (keeper) => {
    const { material, close } = materialOf(video, { still, hints, field, moments, seed: settings.seed })
    try {
      return await drawVideo({ runtime, parts: video, watch, keeper, material, count, settings }, show)
    } finally {
      close()
    }
  })
  const whole = clip ?? clipOver(fills)
  await making.onReady?.(whole)
  return whole
}

/** What a render would take; see `planVideo`. */
export function planOf(
  video: Parts,
  runtime: Runtime,
  project: Project,
  picture: Size,
  count: number,
  limits: Limits = unlimited,
): MemoryPlan {
  return planVideo(demandOf(video, project, picture, count), limits, runtime.provider)
}

/** Name of such a render for its files. */
export function videoKey(runtime: Runtime, video: Parts, project: Project, hints: readonly Hint[]): Promise<string> {
  return renderKey(runtime, project, hints, [video.manifest, settingsOf(video, project)])
}

function demandOf(
  { manifest }: Parts | { manifest: Parts['manifest'] },
  project: Project,
  picture: Size,
  count: number,
): VideoDemand {
  return {
    manifest,
    settings: settingsOf({ manifest }, project),
    count,
    size: workingSize(picture, project.settings.workingSide, manifest.latents),
  }
}

function settingsOf({ manifest }: { manifest: Parts['manifest'] }, { settings }: Project): VideoSettings {
  const { sampling, conditioning } = manifest
  return {
    seed: settings.seed,
    steps: settings.steps ?? sampling.steps,
    // Weights that were made for few steps have a sampler of their own.
    sampler: settings.sampler === 'euler' ? sampling.sampler : settings.sampler,
    window: settings.window ?? sampling.window,
    overlap: settings.overlap ?? sampling.overlap,
    schedule: settings.schedule,
    windows: settings.windows,
    controlScale: settings.adherence * conditioning.controlScale,
    landmarkScale: settings.adherence * conditioning.landmarkScale,
    motionBucket: settings.motionBucket ?? conditioning.motionBucket,
    decodeChunk: conditioning.decodeChunk,
  }
}

/** The source again where it is frozen; the frame is written over. */
function thawed(field: MotionField, still: Picture, frame: Picture): Picture {
  if (!field.freeze) return frame
  const freeze = resizePlane(field.freeze, frame.width, frame.height)
  putBack(planeToMask(freeze).data, still, frame)
  return frame
}
