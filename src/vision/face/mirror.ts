/** What lies in a face's middle or has a partner on its other side: brow, nose, lips, chin, corners of eyes and mouth. */
const pairs = [
  [10, 10],
  [4, 4],
  [13, 13],
  [152, 152],
  [33, 263],
  [263, 33],
  [61, 291],
  [291, 61],
] as const

/**
 * How far a face and the same face as it was found in a mirror lie apart at most, in the distance of the eyes' outer corners.
 * @param face, back [478, 3], by the picture's size; `back` as it lies in the picture again, left and right exchanged
 */
export function mirrorDiffers(
  face: ArrayLike<number>,
  back: ArrayLike<number>,
  { width, height }: { width: number; height: number },
): number {
  const between = (p: ArrayLike<number>, i: number, q: ArrayLike<number>, j: number) =>
    Math.hypot(
      ((p[3 * i] as number) - (q[3 * j] as number)) * width,
      ((p[3 * i + 1] as number) - (q[3 * j + 1] as number)) * height,
    )
  const unit = between(face, 33, face, 263) || 1
  return Math.max(...pairs.map(([i, j]) => between(face, i, back, j))) / unit
}
