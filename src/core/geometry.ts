/** A place in picture pixels; the centre of the top left pixel is (0.5, 0.5), its corner (0, 0). */
export interface Point {
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/**
 * The largest size of the same aspect whose long side is at most `longSide`, never enlarged.
 * With `multiple`, both sides are rounded to the nearest multiple (at least one).
 */
export function fitLongSide(size: Size, longSide: number, multiple = 1): Size {
  const scale = Math.min(1, longSide / Math.max(size.width, size.height))
  const round = (side: number) => Math.max(1, Math.round((side * scale) / multiple)) * multiple
  return { width: round(size.width), height: round(size.height) }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
