import type { Size } from '../core/geometry'
import type { PackManifest } from '../media/pack/contract'
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

/** Equal parts of frames, one after another as one tensor [frames, ...shape]. */
export function stack(parts: readonly Float32Array[], shape: readonly number[]): HostTensor {
  const length = shape.reduce((product, extent) => product * extent, 1)
  const data = new Float32Array(parts.length * length)
  parts.forEach((part, i) => {
    data.set(part, i * length)
  })
  return { shape: [parts.length, ...shape], data }
}
