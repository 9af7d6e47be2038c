/** Sharpness of Catmull-Rom's filter, which suits a thing that comes to rest between pixels for a moment. */
export const catmullRom = -0.5
/**
 * Sharpness for what flows: it lies between pixels nearly everywhere, where Catmull-Rom would take a quarter
 * of a photograph's gradient energy.
 */
export const keen = -1.2

/**
 * The cubic convolution filter, 1 at 0 and 0 at every other whole number.
 * R. G. Keys, Cubic convolution interpolation for digital image processing (1981).
 *
 * @param x distance in pixels
 * @param sharpness Keys' a: slope at a distance of 1 pixel, below 0
 */
export function cubic(x: number, sharpness: number): number {
  const t = Math.abs(x)
  if (t < 1) return 1 + t * t * ((sharpness + 2) * t - (sharpness + 3))
  return t < 2 ? sharpness * (((t - 5) * t + 8) * t - 4) : 0
}
