import { partners } from '../../core/face/partners'
import { skinCount } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { type Corner, fillTriangle } from '../raster'
import { sample, sampled } from '../sample'
import { areaOf, canonicalTriangles, frontOf } from './canonical'
import { furthestFirst } from './depth'
import type { HiddenHalf } from './hidden-half'
import type { Scale } from './skin'

/** Opacity between landmarks from which on all of it is drawn. */
const rim = 0.45
/** What is led evenly over a triangle, beside the place that is read: the partner's place, how much of it, opacity, light. */
const led = 7

/**
 * Draws a face whose far half comes into sight over what has been drawn of it: what the still shows of that half in its own
 * colours, what it does not show in those of the other half, in this side's light.
 *
 * @param now where the landmarks are, [n, 3], picture pixels
 * @param share how much of it is shown, 0..1
 */
export function drawHidden(
  half: HiddenHalf,
  rest: RestFace,
  now: Float32Array,
  still: Picture,
  out: Picture,
  scale: Scale,
  share: number,
): void {
  const { landmarks } = rest
  const { width, height, data } = out
  const front = frontOf(landmarks)
  const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
  const values = [0, 1, 2].map(() => new Float64Array(led)) as [Float64Array, Float64Array, Float64Array]
  const [start, across, down] = [0, 1, 2].map(() => new Float64Array(led)) as [Float64Array, Float64Array, Float64Array]
  const colour = [0, 0, 0]
  for (const t of furthestFirst(canonicalTriangles, now.subarray(0, 3 * skinCount))) {
    const points = [0, 1, 2].map((k) => canonicalTriangles[t + k] as number) as [number, number, number]
    if (front * areaOf(now, t) <= 0) continue
    if (points.every((i) => half.opacity[i] === 0)) continue
    points.forEach((i, k) => {
      const corner = corners[k] as Corner
      corner.x = (now[3 * i] as number) * scale.x
      corner.y = (now[3 * i + 1] as number) * scale.y
      corner.u = (landmarks[3 * i] as number) * scale.x
      corner.v = (landmarks[3 * i + 1] as number) * scale.y
      const j = partners[i] as number
      values[k]?.set([
        (landmarks[3 * j] as number) * scale.x,
        (landmarks[3 * j + 1] as number) * scale.y,
        half.borrowed[i] as number,
        half.opacity[i] as number,
        ...half.light.subarray(3 * i, 3 * i + 3),
      ])
    })
    plane(corners, values, start, across, down)
    fillTriangle(...corners, width, height, (y, x, count, { sx, sy, dx, dy }) => {
      for (let k = 0; k < count; k++) {
        const [px, py] = [x + k + 0.5, y + 0.5]
        const value = (n: number) => (start[n] as number) + (across[n] as number) * px + (down[n] as number) * py
        // Opaque but for a narrow rim: what lies behind must not shine through a cheek.
        const alpha = share * smoothstep(0, rim, value(3))
        if (alpha <= 0) continue
        const borrowed = Math.min(1, Math.max(0, value(2)))
        colour.fill(0)
        if (borrowed < 1) {
          sample(still, sx + k * dx, sy + k * dy, true)
          for (let c = 0; c < 3; c++) colour[c] = (1 - borrowed) * (sampled[c] as number)
        }
        if (borrowed > 0) {
          sample(still, value(0), value(1), true)
          for (let c = 0; c < 3; c++)
            colour[c] = (colour[c] as number) + borrowed * (sampled[c] as number) * value(4 + c)
        }
        const at = 4 * (y * width + x + k)
        for (let c = 0; c < 3; c++)
          data[at + c] = (data[at + c] as number) + alpha * ((colour[c] as number) - (data[at + c] as number))
      }
    })
  }
}

/** Values at three corners as planes over the picture: start + across x + down y. */
function plane(
  [a, b, c]: readonly [Corner, Corner, Corner],
  [va, vb, vc]: readonly [Float64Array, Float64Array, Float64Array],
  start: Float64Array,
  across: Float64Array,
  down: Float64Array,
): void {
  const det = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
  const part = Math.abs(det) < 1e-9 ? 0 : 1 / det
  for (let n = 0; n < led; n++) {
    const [one, two] = [(vb[n] as number) - (va[n] as number), (vc[n] as number) - (va[n] as number)]
    across[n] = (one * (c.y - a.y) - two * (b.y - a.y)) * part
    down[n] = (two * (b.x - a.x) - one * (c.x - a.x)) * part
    start[n] = (va[n] as number) - (across[n] as number) * a.x - (down[n] as number) * a.y
  }
}
