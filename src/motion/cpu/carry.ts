import type { Picture } from '../../core/image'
import { mix, smoothstep } from '../curve'
import { drawMesh } from '../drawmesh'
import type { Prepared } from '../prepare'
import { sample, sampled } from '../sample'
import type { Layer, MotionField } from '../types'

/** Draws a layer where its mesh has carried it. */
export function carry(
  field: MotionField,
  ready: Prepared,
  index: number,
  layer: Layer,
  by: Float32Array<ArrayBuffer>,
  frame: Picture,
): void {
  const texture = ready.layers[index]
  if (!texture) return
  const { pixels } = texture
  const out = frame.data
  const still = texture.rest.data
  const { opaque } = ready
  const width = frame.width
  let solid = false
  let rests = false
  drawMesh(
    layer.mesh,
    by,
    field.picture,
    ready.size,
    (state) => {
      solid = state.solid && opaque
      rests = state.still
      return true
    },
    (y, x, count, { sx, sy, dx, dy, way, wayStep }) => {
      let at = 4 * (y * width + x)
      if (rests && solid) {
        out.set(still.subarray(at, at + 4 * count), at)
        return
      }
      let u = sx - texture.x
      let v = sy - texture.y
      let carried = way
      for (let k = 0; k < count; k++) {
        if (solid) {
          sample(pixels, u, v, false)
          out[at] = sampled[0] as number
          out[at + 1] = sampled[1] as number
          out[at + 2] = sampled[2] as number
        } else {
          sample(pixels, u, v, true)
          const alpha = Math.min(1, (sampled[3] as number) / 255)
          if (alpha > 0) over(out, at, alpha, carried, still)
        }
        at += 4
        u += dx
        v += dy
        carried += wayStep
      }
    },
  )
}

/** Lays the last sample over a pixel; a soft border that has hardly left its place still has the source's own colour, and at rest is the source. */
export function over(
  out: Uint8ClampedArray,
  at: number,
  alpha: number,
  carried: number,
  still: Uint8ClampedArray,
): void {
  const below = (out[at + 3] as number) / 255
  const sum = alpha + below * (1 - alpha)
  const share = sum > 0 ? alpha / sum : 0
  const away = carried >= 1 ? 1 : carried + (1 - carried) * smoothstep(0.8, 1, alpha) * Math.min(1, 8 * carried)
  for (let c = 0; c < 3; c++) {
    const own = away >= 1 ? (sampled[c] as number) : mix(still[at + c] as number, sampled[c] as number, away)
    out[at + c] = mix(out[at + c] as number, own, share)
  }
  out[at + 3] = 255 * sum
}
