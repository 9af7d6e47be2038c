import type { Point, Size } from '../../core/geometry'

/**
 * The best corners of a frame that lie far enough from each other and from what is known (Shi and Tomasi 1994).
 * @param strength the smaller eigenvalue of the structure tensor at each pixel
 * @param least of a corner, against the strongest of the frame
 * @param apart pixels
 */
export function bestCorners(
  strength: Float32Array,
  { width, height }: Size,
  known: readonly Point[],
  most: number,
  least: number,
  apart: number,
): Point[] {
  const columns = Math.ceil(width / apart)
  const cells = new Map<number, Point[]>()
  const cellOf = ({ x, y }: Point) => Math.floor(y / apart) * columns + Math.floor(x / apart)
  const put = (at: Point) => {
    const cell = cellOf(at)
    cells.set(cell, [...(cells.get(cell) ?? []), at])
  }
  const isFree = (at: Point) => {
    const cell = cellOf(at)
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++)
        for (const other of cells.get(cell + row * columns + column) ?? [])
          if (Math.hypot(at.x - other.x, at.y - other.y) < apart) return false
    return true
  }
  known.forEach(put)
  const found: Point[] = []
  for (const at of peaks(strength, { width, height }, least)) {
    if (found.length >= most) break
    if (!isFree(at)) continue
    put(at)
    found.push(at)
  }
  return found
}

/** Pixels that are stronger than their neighbours, the strongest first. */
function peaks(strength: Float32Array, { width, height }: Size, least: number): Point[] {
  // The very border is followed badly.
  const border = 4
  let strongest = 0
  for (const value of strength) strongest = Math.max(strongest, value)
  const found: { x: number; y: number; value: number }[] = []
  for (let y = border; y < height - border; y++)
    for (let x = border; x < width - border; x++) {
      const i = y * width + x
      const value = strength[i] as number
      if (value <= least * strongest) continue
      const isPeak =
        value >= (strength[i - 1] as number) &&
        value > (strength[i + 1] as number) &&
        value >= (strength[i - width] as number) &&
        value > (strength[i + width] as number)
      if (isPeak) found.push({ x, y, value })
    }
  return found.sort((a, b) => b.value - a.value)
}
