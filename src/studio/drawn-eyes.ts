import { rounded } from '../controls/face/tool'
import { withDrawnEyes } from '../core/face/drawn-eyes'
import { fitLongSide } from '../core/geometry'

/** Long side on which eyes are looked at. */
const seenSide = 1024

/** Landmarks that were placed by hand (by the picture's size), with lids around the eyes that are drawn there. */
export function withOwnEyes(landmarks: readonly number[], still: ImageBitmap): number[] {
  const { width, height } = fitLongSide(still, seenSide)
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) return [...landmarks]
  context.drawImage(still, 0, 0, width, height)
  const pixels = Float32Array.from(landmarks, (value, i) => value * (i % 3 === 1 ? height : width))
  const found = withDrawnEyes(pixels, { width, height, data: context.getImageData(0, 0, width, height).data })
  return Array.from(found, (value, i) => rounded(value / (i % 3 === 1 ? height : width)))
}
