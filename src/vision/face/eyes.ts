import { withTallEyes } from '../../core/face/drawn-eyes'
import { lookAtEyes } from '../../core/face/look-at-eyes'

/** Landmarks that were found (by the picture's size), with lids around eyes that are drawn taller than people's. */
export function withOwnEyes(landmarks: Float32Array, picture: ImageBitmap): Float32Array<ArrayBuffer> {
  const read = ({ width, height }: { width: number; height: number }) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    context?.drawImage(picture, 0, 0, width, height)
    return context?.getImageData(0, 0, width, height) ?? null
  }
  return lookAtEyes(landmarks, picture, read, withTallEyes)
}
