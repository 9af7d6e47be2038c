/** What of a row of pixels is drawn: one object for all of them, as numbers that are passed on would each be made anew. */
export interface SpanPlace {
  /** Place on the still of the first pixel, and what it changes by from one to the next. */
  sx: number
  sy: number
  dx: number
  dy: number
  /** How far the layer is carried there, likewise. */
  way: number
  wayStep: number
}

/** Draws `count` pixels of one row, the first at (x, y). */
export type Span = (y: number, x: number, count: number, place: SpanPlace) => void

const place: SpanPlace = { sx: 0.5, sy: 0.5, dx: 0.5, dy: 0.5, way: 0.5, wayStep: 0.5 }

/** The corners of a triangle: place on the target (x, y), on the still (u, v), and the way between them. */
export interface Corner {
  x: number
  y: number
  u: number
  v: number
  way: number
}

/**
 * Scan-converts a triangle, pixel centres at +0.5. A pixel on an edge that two triangles share
 * belongs to exactly one of them: spans are rounded the same way from the same edge on both sides.
 */
export function fillTriangle(a: Corner, b: Corner, c: Corner, width: number, height: number, span: Span): void {
  const det = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
  if (Math.abs(det) < 1e-9) return
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5))
  const bottom = Math.min(height, Math.ceil(Math.max(a.y, b.y, c.y) - 0.5))
  if (top >= bottom) return
  const share = 1 / det
  const dux = ((b.u - a.u) * (c.y - a.y) - (c.u - a.u) * (b.y - a.y)) * share
  const dvx = ((b.v - a.v) * (c.y - a.y) - (c.v - a.v) * (b.y - a.y)) * share
  const dwx = ((b.way - a.way) * (c.y - a.y) - (c.way - a.way) * (b.y - a.y)) * share
  const duy = ((c.u - a.u) * (b.x - a.x) - (b.u - a.u) * (c.x - a.x)) * share
  const dvy = ((c.v - a.v) * (b.x - a.x) - (b.v - a.v) * (c.x - a.x)) * share
  const dwy = ((c.way - a.way) * (b.x - a.x) - (b.way - a.way) * (c.x - a.x)) * share
  for (let y = top; y < bottom; y++) {
    const centre = y + 0.5
    let left = Number.POSITIVE_INFINITY
    let right = Number.NEGATIVE_INFINITY
    let x = crossing(a, b, centre)
    if (x < left) left = x
    if (x > right) right = x
    x = crossing(b, c, centre)
    if (x < left) left = x
    if (x > right) right = x
    x = crossing(c, a, centre)
    if (x < left) left = x
    if (x > right) right = x
    const first = Math.max(0, Math.ceil(left - 0.5))
    const end = Math.min(width, Math.ceil(right - 0.5))
    if (first >= end) continue
    const ox = first + 0.5 - a.x
    const oy = centre - a.y
    place.sx = a.u + ox * dux + oy * duy
    place.sy = a.v + ox * dvx + oy * dvy
    place.dx = dux
    place.dy = dvx
    place.way = a.way + ox * dwx + oy * dwy
    place.wayStep = dwx
    span(y, first, end - first, place)
  }
}

/** Where an edge meets a line; NaN (which compares false) where it does not. The same from both ends. */
function crossing(one: Corner, other: Corner, y: number): number {
  const inOrder = one.y < other.y || (one.y === other.y && one.x < other.x)
  const upper = inOrder ? one : other
  const lower = inOrder ? other : one
  if (y < upper.y || y >= lower.y) return Number.NaN
  return upper.x + ((y - upper.y) * (lower.x - upper.x)) / (lower.y - upper.y)
}
