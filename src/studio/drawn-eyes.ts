import { rounded } from '../controls/face/tool'
import { withDrawnEyes } from '../core/face/drawn-eyes'
import { fitLongSide } from '../core/geometry'

/** Pixels between the eyes at which they are looked at, and the long side of the picture at most. */
const [apart, seenSide] = [90, 1024]

/** Landmarks that were placed by hand (by the picture's size), with lids around the eyes that are drawn there. */
export function withOwnEyes(landmarks: readonly number[], still: ImageBitmap): number[] {
  const [right, left] = [468, 473].map((i) => [3 * i, 3 * i + 1].map((k) => landmarks[k] as number)) as [
    number[],
    number[],
  ]
  const own = Math.hypot(
    ((right[0] as number) - (left[0] as number)) * still.width,
    ((right[1] as number) - (left[1] as number)) * still.height,
  )
  const side = (Math.max(still.width, still.height) * apart) / (own || 1)
  const { width, height } = fitLongSide(still, Math.round(Math.min(seenSide, Math.max(64, side))))
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) return [...landmarks]
  context.drawImage(still, 0, 0, width, height)
  const pixels = Float32Array.from(landmarks, (value, i) => value * (i % 3 === 1 ? height : width))
  const found = withDrawnEyes(pixels, { width, height, data: context.getImageData(0, 0, width, height).data })
  return Array.from(found, (value, i) => rounded(value / (i % 3 === 1 ? height : width)))
}
