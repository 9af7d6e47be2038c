import type { Picture } from '../../core/image'
import { draw } from '../fill/draw'
import { Fills } from '../fill/fills'
import { PerFrame } from '../fill/per-frame'
import type { Keeper } from '../keeper'
import { tensorPicture } from '../pixels'
import type { Runtime } from '../runtime/runtime'
import { Held, type HostTensor, hostTensor } from '../runtime/tensor'
import type { FrameLatents } from '../sampling/bank'
import type { Prediction } from '../sampling/denoise'
import { isGuided } from '../sampling/guidance'
import type { Watch } from '../watch'
import { adapt, giveUp } from './adapters'
import type { VideoMaterial } from './material'
import type { Parts } from './parts'
import { guidanceOf, ruleOf, sigmasOf, type VideoSettings } from './settings'
import { encode, referencesOf, tellPicture, untold } from './told'
import { fuse, warp, warpedNames } from './warp'

export interface VideoJob {
  runtime: Runtime
  parts: Parts
  watch: Watch
  keeper: Keeper
  material: VideoMaterial
  /** Frames, the still among them. */
  count: number
  settings: VideoSettings
}

const faceNames = warpedNames.map((name) => `face_${name}` as const)

/**
 * Draws whole frames with published weights: Stable Video Diffusion led by MOFA's adapters. The picture is looked at once,
 * each frame's motion once; in every step the adapters say what they add and the UNet answers, with the picture told and,
 * where there is guidance, once more without. A clip of one window is drawn as its authors draw it; in a longer one, frame
 * 0 is the picture at the head of every window. The fills are whole pictures, one a frame.
 */
export async function drawVideo(
  job: VideoJob,
  onFills: (fills: Fills) => Promise<void> = async () => {},
): Promise<Fills> {
  const { runtime, parts, watch, material, count, settings } = job
  const { manifest } = parts
  const { channels, scalingFactor, vaeScaleFactor } = manifest.latents
  const [, , height, width] = material.picture.shape as [number, number, number, number]
  const size = { width, height }
  const shape = [channels, height / vaeScaleFactor, width / vaeScaleFactor] as const
  const rule = ruleOf(manifest, settings, count)
  const { face } = material

  const picture = await watch.piece('encode', () => tellPicture(parts, material, settings.motionBucket))
  const known = rule.pinned ? await watch.piece('encode', () => clean(parts, material.picture, scalingFactor)) : null
  const look = (graph: 'reference' | 'landmark-reference') =>
    watch.piece('encode', () => referencesOf(parts, graph, material.picture))
  const reference = material.flows && (await look('reference'))
  const faceReference = face && (await look('landmark-reference'))

  const names = [...(reference ? warpedNames : []), ...(faceReference ? faceNames : [])]
  const told = new PerFrame<string>(runtime, names, count, rule.size, async (frames) => {
    const found: Record<string, Held> = {}
    if (reference && material.flows) {
      const flows = [...(await material.flows(frames.filter((frame) => frame > 0)))]
      const each = frames.map((frame) => (frame > 0 ? (flows.shift() ?? null) : null))
      Object.assign(found, warp(runtime, reference, each, manifest.conditioning.flowSide, size))
    }
    if (face && faceReference) {
      const moved = await fuse(runtime, parts, faceReference, face, frames, size)
      for (const name of warpedNames) found[`face_${name}`] = moved[name]
    }
    return found
  })

  const first = known ? 1 : 0
  const moments = Array.from({ length: count - first }, (_, i) => i + first)
  const fills = new Fills(size, { x: 0, y: 0, ...size }, moments, job.keeper, runtime.ledger)
  const guidance = guidanceOf(manifest, count)
  const pictures = isGuided(guidance) ? [picture, untold(picture)] : [picture]
  const controlScale = hostTensor([1], Float32Array.of(settings.controlScale))
  const landmarkScale = hostTensor([1], Float32Array.of(settings.landmarkScale))

  const predict = async (
    frames: readonly number[],
    latents: HostTensor | Held,
    timestep: number,
  ): Promise<Prediction> => {
    const { feeds, dispose } = await told.tell(frames)
    const warped = (by: string) => Object.fromEntries(warpedNames.map((name) => [name, feeds[by + name] as Held]))
    const rows = pictures.map((row) => ({ latents, timestep: hostTensor([1], Float32Array.of(timestep)), ...row }))
    let residuals: Record<string, Held>[] = []
    try {
      residuals = await adapt(parts, {
        rows,
        paths: reference && warped(''),
        face: faceReference && warped('face_'),
        mask: face?.mask ?? null,
        controlScale,
        landmarkScale,
      })
      const asked = rows.map((row, i) => ({ ...row, ...residuals[i] }))
      const answers = await parts.runEach('unet', asked, ['prediction'], runtime.device !== null)
      const [said, unsaid = null] = answers.map(({ prediction }) => ({ tensor: prediction, row: 0 }))
      return { told: said as Prediction['told'], untold: unsaid, dispose: () => giveUp(answers) }
    } finally {
      dispose()
      giveUp(residuals)
      if (latents instanceof Held) latents.dispose()
    }
  }

  try {
    return await draw(
      {
        runtime,
        watch,
        keeper: job.keeper,
        fills,
        shape,
        sampling: {
          count,
          sigmas: sigmasOf(manifest, settings),
          sampler: settings.sampler,
          predictionType: manifest.sampling.predictionType,
          rule,
          guidance,
          known,
          noise: material.noise,
        },
        momentOf: (index) => index,
        told,
        predict,
        chunk: settings.decodeChunk,
        decoderScale: 1 / scalingFactor,
        decode: (latents) => decode(parts, latents),
      },
      onFills,
    )
  } finally {
    told.close()
  }
}

/** The picture as latents that are clean at any noise level. */
async function clean(parts: Parts, picture: HostTensor, scalingFactor: number): Promise<FrameLatents> {
  const { data } = await encode(parts, picture)
  return data.map((value) => value * scalingFactor)
}

async function decode(parts: Parts, latents: HostTensor | Held): Promise<Picture[]> {
  try {
    const { pictures } = await parts.run('decoder', { latents }, ['pictures'])
    const tensor = await pictures.take()
    return Array.from({ length: tensor.shape[0] as number }, (_, i) => tensorPicture(tensor, i))
  } finally {
    if (latents instanceof Held) latents.dispose()
  }
}
