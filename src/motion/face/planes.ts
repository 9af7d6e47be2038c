import type { Size } from '../../core/geometry'

/** One plane of a picture at a place, bilinear; clamped. */
export function read(plane: Float32Array, { width, height }: Size, x: number, y: number): number {
  const px = Math.min(width - 1, Math.max(0, x - 0.5))
  const py = Math.min(height - 1, Math.max(0, y - 0.5))
  const [left, top] = [Math.floor(px), Math.floor(py)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [fx, fy] = [px - left, py - top]
  const upper = (plane[top * width + left] as number) * (1 - fx) + (plane[top * width + right] as number) * fx
  const lower = (plane[bottom * width + left] as number) * (1 - fx) + (plane[bottom * width + right] as number) * fx
  return upper * (1 - fy) + lower * fy
}
