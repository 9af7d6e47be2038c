import { rounded } from '../controls/face/tool'
import { withDrawnEyes } from '../core/face/drawn-eyes/drawn-eyes'
import { layEyes } from '../core/face/drawn-eyes/lay-eyes'
import { scaledPixels } from '../media/picture/scaled'

/** Landmarks that were placed by hand (by the picture's size), with lids around the eyes that are drawn there. */
export function withOwnEyes(landmarks: readonly number[], still: ImageBitmap): number[] {
  return Array.from(
    layEyes(landmarks, still, (size) => scaledPixels(still, size), withDrawnEyes),
    rounded,
  )
}
