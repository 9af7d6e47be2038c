import type { Size } from '../core/geometry'
import type { PackManifest } from '../media/pack/contract'
import type { Box } from './fill/region'
import type { HostTensor } from './runtime/tensor'

/**
 * The size in pixels at which the networks work: the picture's aspect with a long side of
 * `workingSide`, each side a multiple and within the limits of the pack. May be larger than a tiny picture.
 */
export function workingSize(picture: Size, workingSide: number, latents: PackManifest['latents']): Size {
  const { multiple, minSide, maxSide } = latents
  const scale = workingSide / Math.max(picture.width, picture.height)
  const low = Math.ceil(minSide / multiple) * multiple
  const high = Math.floor(maxSide / multiple) * multiple
  const side = (pixels: number) => Math.min(high, Math.max(low, Math.round((pixels * scale) / multiple) * multiple))
  return { width: side(picture.width), height: side(picture.height) }
}

/** Part of each of `frames` latents [channels, height, width], as one tensor [frames, channels, box.height, box.width]. */
export function cropLatents(frames: readonly Float32Array[], channels: number, grid: Size, box: Box): HostTensor {
  const shape = [frames.length, channels, box.height, box.width]
  const data = new Float32Array(frames.length * channels * box.height * box.width)
  let to = 0
  for (const latents of frames)
    for (let channel = 0; channel < channels; channel++)
      for (let row = 0; row < box.height; row++) {
        const from = (channel * grid.height + box.y + row) * grid.width + box.x
        data.set(latents.subarray(from, from + box.width), to)
        to += box.width
      }
  return { shape, data }
}

/** Equal parts of frames, one after another as one tensor [frames, ...shape]. */
export function stack(parts: readonly Float32Array[], shape: readonly number[]): HostTensor {
  const length = shape.reduce((product, extent) => product * extent, 1)
  const data = new Float32Array(parts.length * length)
  parts.forEach((part, i) => {
    data.set(part, i * length)
  })
  return { shape: [parts.length, ...shape], data }
}
