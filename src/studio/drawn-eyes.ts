import { rounded } from '../controls/face/tool'
import { withDrawnEyes } from '../core/face/drawn-eyes'
import { lookAtEyes } from '../core/face/look-at-eyes'

/** Landmarks that were placed by hand (by the picture's size), with lids around the eyes that are drawn there. */
export function withOwnEyes(landmarks: readonly number[], still: ImageBitmap): number[] {
  const read = ({ width, height }: { width: number; height: number }) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    context?.drawImage(still, 0, 0, width, height)
    return context?.getImageData(0, 0, width, height) ?? null
  }
  return Array.from(lookAtEyes(landmarks, still, read, withDrawnEyes), rounded)
}
