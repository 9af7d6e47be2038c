/** Points that are taken hold of and where they are taken, picture pixels, one after another. */
export interface Handles {
  count: number
  /** Places at rest: x, y interleaved. */
  from: Float64Array
  /** Displacements: x, y interleaved. */
  by: Float64Array
  /** Distance (pixels) within which a handle does not gain weight any more; above 0. */
  reach: number
}

/** Highest and lowest stretch that a few handles may cause; beyond, they only shift. */
const stretch = 1.6

/**
 * Displacement at (x, y) by moving least squares with similarity transforms (Schaefer, McPhail and
 * Warren 2006, eq. 5 to 7, in complex numbers): one handle shifts, two or more also turn and stretch.
 * `shares` (from `offset`, one every `step`) says how much each handle is the place's own, which
 * keeps a handle's motion inside the thing it holds. Turning and stretching are damped: they add at
 * most about twice the longest displacement, however far the place lies from the handles.
 * Writes x and y to out[at], out[at + 1].
 */
export function movingLeastSquares(
  handles: Handles,
  shares: Float32Array,
  offset: number,
  step: number,
  x: number,
  y: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const { count, from, by } = handles
  if (count === 1) {
    out[at] = by[0] as number
    out[at + 1] = by[1] as number
    return
  }
  const near = handles.reach * handles.reach
  let sum = 0
  let [px, py, ux, uy] = [0, 0, 0, 0]
  let longest = 0
  for (let i = 0; i < count; i++) {
    const hx = from[2 * i] as number
    const hy = from[2 * i + 1] as number
    const dx = by[2 * i] as number
    const dy = by[2 * i + 1] as number
    const share = (shares[offset + i * step] as number) + 0.02
    const weight = share / ((x - hx) * (x - hx) + (y - hy) * (y - hy) + near)
    sum += weight
    px += weight * hx
    py += weight * hy
    ux += weight * dx
    uy += weight * dy
    const length = dx * dx + dy * dy
    if (length > longest) longest = length
  }
  px /= sum
  py /= sum
  ux /= sum
  uy /= sum
  // Similarity z with q - q* = z (p - p*): z = sum w conj(p^) q^ / sum w |p^|^2.
  let [re, im, spread] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const hx = from[2 * i] as number
    const hy = from[2 * i + 1] as number
    const share = (shares[offset + i * step] as number) + 0.02
    const weight = share / ((x - hx) * (x - hx) + (y - hy) * (y - hy) + near)
    const [ax, ay] = [hx - px, hy - py]
    const [bx, by2] = [(by[2 * i] as number) - ux, (by[2 * i + 1] as number) - uy]
    re += weight * (ax * (ax + bx) + ay * (ay + by2))
    im += weight * (ax * (ay + by2) - ay * (ax + bx))
    spread += weight * (ax * ax + ay * ay)
  }
  let [tx, ty] = [0, 0]
  if (spread / sum > 1e-3) {
    re /= spread
    im /= spread
    const size = Math.hypot(re, im)
    const held = Math.min(stretch, Math.max(1 / stretch, size))
    if (size > 1e-9) {
      re *= held / size
      im *= held / size
    }
    const [ex, ey] = [x - px, y - py]
    tx = ex * (re - 1) - ey * im
    ty = ex * im + ey * (re - 1)
    const turn = Math.hypot(tx, ty)
    const most = 2 * Math.sqrt(longest)
    if (turn > most) {
      tx *= most / turn
      ty *= most / turn
    }
  }
  out[at] = ux + tx
  out[at + 1] = uy + ty
}
