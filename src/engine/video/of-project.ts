import type { Hint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { resizePicture } from '../../motion/filters/resample'
import type { MotionField } from '../../motion/types'
import { pictureTensor } from '../pixels'
import { frameNoise } from '../sampling/noise'
import { DenseMotion } from './dense'
import { faceMaterial } from './face'
import type { VideoMaterial } from './material'
import type { Parts } from './parts'

/** A stream of the noise that no step of a sampler draws from. */
const augmentationStream = 0xffffffff

export interface ProjectMaterial {
  /** At the working size. */
  still: Picture
  hints: readonly Hint[]
  field: MotionField
  /** Moments of the clip, ascending, the first of them the still; and the first frame that shows each. */
  moments: { times: readonly number[]; frames: readonly number[] }
  seed: number
}

/** What a project's clip is drawn from. `close` gives up what was held for it. */
export function materialOf(
  parts: Parts,
  { still, hints, field, moments, seed }: ProjectMaterial,
): { material: VideoMaterial; close(): void } {
  const { latents, conditioning } = parts.manifest
  const { embeddingSide } = conditioning
  const picture = pictureTensor(still)
  const length = (latents.channels * still.width * still.height) / latents.vaeScaleFactor ** 2
  const dense = new DenseMotion(parts, still, field, hints)
  const timesOf = (frames: readonly number[]) => frames.map((frame) => moments.times[frame] as number)
  const face = faceMaterial(parts, dense, field, still, timesOf)
  const material: VideoMaterial = {
    picture,
    square: pictureTensor(resizePicture(still, embeddingSide, embeddingSide)),
    augmentation: frameNoise(seed, 0, augmentationStream, picture.data.length),
    noise: (frame, stream) => frameNoise(seed, moments.frames[frame] as number, stream, length),
    flows: face && !dense.moves ? null : (frames) => dense.at(timesOf(frames), face === null),
    face,
  }
  return { material, close: () => dense.close() }
}
