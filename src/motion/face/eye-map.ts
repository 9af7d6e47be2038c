import type { EyePoints } from '../../core/face/points'
import type { Scale } from './skin'

/** An affine map of the plane: (x, y) -> (xx x + xy y + x0, yx x + yy y + y0). */
export interface PlaneMap {
  xx: number
  xy: number
  yx: number
  yy: number
  x0: number
  y0: number
}

/**
 * How the place of an eye has been carried, whatever its lids do: by its corners, and by the skin above and below, which
 * tell how a turn of the head narrows or flattens it.
 *
 * @param from, to landmarks [n, 3], picture pixels; of `to` the lids are as in `from`
 */
export function eyeMap(eye: EyePoints, from: Float32Array, to: Float32Array, scale: Scale): PlaneMap {
  const at = (points: Float32Array, i: number): [number, number] => [
    (points[3 * i] as number) * scale.x,
    (points[3 * i + 1] as number) * scale.y,
  ]
  const axes = (points: Float32Array) => {
    const [outer, inner] = [at(points, eye.upper[0] as number), at(points, eye.upper[8] as number)]
    const [above, below] = [eye.above, eye.below].map((rows) => at(points, rows[0]?.[4] as number)) as [
      [number, number],
      [number, number],
    ]
    return {
      middle: [(outer[0] + inner[0]) / 2, (outer[1] + inner[1]) / 2] as const,
      across: [inner[0] - outer[0], inner[1] - outer[1]] as const,
      down: [below[0] - above[0], below[1] - above[1]] as const,
    }
  }
  const [a, b] = [axes(from), axes(to)]
  const area = a.across[0] * a.down[1] - a.across[1] * a.down[0]
  const part = Math.abs(area) < 1e-6 ? 0 : 1 / area
  const row = (k: 0 | 1): [number, number] => [
    (b.across[k] * a.down[1] - b.down[k] * a.across[1]) * part,
    (b.down[k] * a.across[0] - b.across[k] * a.down[0]) * part,
  ]
  const [[xx, xy], [yx, yy]] = [row(0), row(1)]
  const [x, y] = a.middle
  return { xx, xy, yx, yy, x0: b.middle[0] - xx * x - xy * y, y0: b.middle[1] - yx * x - yy * y }
}

/** The way back; a map that flattens the plane is not turned round, and answers with itself. */
export function inverse(map: PlaneMap): PlaneMap {
  const { xx, xy, yx, yy, x0, y0 } = map
  const det = xx * yy - xy * yx
  if (Math.abs(det) < 1e-6) return map
  const [ixx, ixy, iyx, iyy] = [yy / det, -xy / det, -yx / det, xx / det]
  return { xx: ixx, xy: ixy, yx: iyx, yy: iyy, x0: -ixx * x0 - ixy * y0, y0: -iyx * x0 - iyy * y0 }
}
