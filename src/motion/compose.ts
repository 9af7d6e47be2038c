import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { createPicture } from '../core/image'
import { smoothstep } from './curve'
import { displaceMesh } from './displace'
import { drawMesh, restWidth } from './drawmesh'
import { sampledPixel, samplePicture } from './filters/resample'
import { type Prepared, prepare } from './prepare'
import { sample, sampled } from './sample'
import type { MotionField, Pixels } from './types'

/**
 * A frame: the source, what the filled plate shows where something has moved away, the layers from
 * back to front, and the source again where it is frozen. What does not move is the source's own
 * pixel, bit for bit (of the still at the output's size).
 *
 * @param time seconds of motion
 * @param out written and given back when its size fits
 * @param fill what the network drew of this frame, any size: shown in place of the plate
 */
export function compose(
  field: MotionField,
  pixels: Pixels,
  time: number,
  size: Size,
  out?: Picture,
  fill?: Picture,
): Picture {
  const frame =
    out && out.width === size.width && out.height === size.height ? out : createPicture(size.width, size.height)
  const ready = prepare(field, pixels, size)
  frame.data.set(ready.still.data)
  const moved = field.layers.map((layer) => displaceMesh(field, layer, time))
  if (!moved.some((by) => by.some((value) => value !== 0))) return frame
  field.layers.forEach((layer, k) => {
    const by = moved[k] as Float32Array<ArrayBuffer>
    uncover(field, ready, layer, by, frame, fill)
  })
  field.layers.forEach((layer, k) => {
    drawLayer(field, ready, k, layer, moved[k] as Float32Array<ArrayBuffer>, frame)
  })
  if (ready.freeze) putBack(ready.freeze, ready.still, frame)
  return frame
}

/** Shows the plate where a layer lay and is carried away. */
function uncover(
  field: MotionField,
  ready: Prepared,
  layer: MotionField['layers'][number],
  by: Float32Array<ArrayBuffer>,
  frame: Picture,
  fill: Picture | undefined,
): void {
  const { mesh } = layer
  const { width, height } = frame
  const [scaleX, scaleY] = [width / field.picture.width, height / field.picture.height]
  for (const at of mesh.cells) {
    const corners = [at, at + 1, at + mesh.columns, at + mesh.columns + 1]
    const ways = corners.map((point) => {
      const [dx, dy] = [(by[2 * point] as number) * scaleX, (by[2 * point + 1] as number) * scaleY]
      return Math.min(1, Math.sqrt(dx * dx + dy * dy) / restWidth)
    }) as [number, number, number, number]
    const most = Math.max(...ways)
    if (most === 0) continue
    const least = Math.min(...ways)
    const [cellLeft, cellTop] = [(mesh.places[2 * at] as number) * scaleX, (mesh.places[2 * at + 1] as number) * scaleY]
    const last = at + mesh.columns + 1
    const [cellRight, cellBottom] = [
      (mesh.places[2 * last] as number) * scaleX,
      (mesh.places[2 * last + 1] as number) * scaleY,
    ]
    const [x0, x1] = [Math.max(0, Math.ceil(cellLeft - 0.5)), Math.min(width, Math.ceil(cellRight - 0.5))]
    const [y0, y1] = [Math.max(0, Math.ceil(cellTop - 0.5)), Math.min(height, Math.ceil(cellBottom - 0.5))]
    if (x0 >= x1) continue
    for (let y = y0; y < y1; y++) {
      const row = 4 * y * width
      if (least === 1 && !fill) {
        frame.data.set(ready.plate.data.subarray(row + 4 * x0, row + 4 * x1), row + 4 * x0)
        continue
      }
      const fy = (y + 0.5 - cellTop) / (cellBottom - cellTop)
      for (let x = x0; x < x1; x++) {
        const fx = (x + 0.5 - cellLeft) / (cellRight - cellLeft)
        const way = (ways[0] * (1 - fx) + ways[1] * fx) * (1 - fy) + (ways[2] * (1 - fx) + ways[3] * fx) * fy
        const i = row + 4 * x
        if (fill) {
          const share = way * (ready.lifted.data[y * width + x] as number)
          if (share === 0) continue
          samplePicture(fill, ((x + 0.5) * fill.width) / width, ((y + 0.5) * fill.height) / height)
          for (let c = 0; c < 4; c++)
            frame.data[i + c] = mix(frame.data[i + c] as number, sampledPixel[c] as number, share)
        } else {
          for (let c = 0; c < 4; c++)
            frame.data[i + c] = mix(frame.data[i + c] as number, ready.plate.data[i + c] as number, way)
        }
      }
    }
  }
}

/** Draws a layer where its mesh has carried it. */
function drawLayer(
  field: MotionField,
  ready: Prepared,
  index: number,
  layer: MotionField['layers'][number],
  by: Float32Array<ArrayBuffer>,
  frame: Picture,
): void {
  const texture = ready.layers[index]
  if (!texture) return
  const { pixels } = texture
  const out = frame.data
  const still = ready.still.data
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
    (y, x, count, sx, sy, dx, dy, way, wayStep) => {
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

/** Lays the last sample over a pixel; a soft border that has hardly left its place still has the source's own colour. */
function over(out: Uint8ClampedArray, at: number, alpha: number, carried: number, still: Uint8ClampedArray): void {
  const below = (out[at + 3] as number) / 255
  const sum = alpha + below * (1 - alpha)
  const share = sum > 0 ? alpha / sum : 0
  const away = carried >= 1 ? 1 : carried + (1 - carried) * smoothstep(0.8, 1, alpha)
  for (let c = 0; c < 3; c++) {
    const own = away >= 1 ? (sampled[c] as number) : mix(still[at + c] as number, sampled[c] as number, away)
    out[at + c] = mix(out[at + c] as number, own, share)
  }
  out[at + 3] = 255 * sum
}

function putBack(freeze: Uint8Array, still: Picture, frame: Picture): void {
  for (let i = 0; i < freeze.length; i++) {
    const share = freeze[i] as number
    if (share === 0) continue
    for (let c = 4 * i; c < 4 * i + 4; c++)
      frame.data[c] =
        share === 255 ? (still.data[c] as number) : mix(frame.data[c] as number, still.data[c] as number, share / 255)
  }
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share
}
