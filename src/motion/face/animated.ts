import type { Picture } from '../../core/image'
import { putBack } from '../cpu/freeze'
import type { Prepared } from '../prepare'
import type { LayerTexture, PixelBox } from '../texture'
import type { MotionField } from '../types'
import { drawFace } from './face'

/** The clock of the page, a worker or Node. */
declare const performance: { now(): number }

/** Milliseconds that the faces of the last frame took. */
export const animation = { milliseconds: 0 }

/** The still as it is written for each frame, and where it differs from the one it was made of. */
let spare: { of: Picture; data: Uint8ClampedArray<ArrayBuffer>; boxes: readonly PixelBox[] } | null = null

/**
 * What a frame is made of, with every face as it is at that time: in the still, and in the layers cut out
 * of it, so that a head that is carried along speaks. The still is written again by the next call.
 */
export function animated(field: MotionField, ready: Prepared, time: number): Prepared {
  animation.milliseconds = 0
  if (field.faces.length === 0) return ready
  const begin = performance.now()
  const drawn = withFaces(field, ready, time)
  animation.milliseconds = performance.now() - begin
  return drawn
}

function withFaces({ faces, picture, controlScale }: MotionField, ready: Prepared, time: number): Prepared {
  const { still } = ready
  if (spare?.of === still) for (const box of spare.boxes) copyBox(still, spare.data, box)
  else spare = { of: still, data: still.data.slice(), boxes: [] }
  // A picture of its own each time: what is kept by picture must not take it for the last one.
  const now: Picture = { width: still.width, height: still.height, data: spare.data }
  const boxes = faces.flatMap(
    (face, k) => drawFace(face, ready.heads[k] ?? null, still, picture, time, now, controlScale) ?? [],
  )
  spare.boxes = boxes
  if (boxes.length === 0) return ready
  if (ready.freeze) putBack(ready.freeze, still, now)
  return {
    ...ready,
    still: now,
    drawn: { over: still, boxes },
    layers: ready.layers.map((texture) => boxes.reduce((made, box) => patched(made, box, now), texture)),
  }
}

function copyBox(from: Picture, to: Uint8ClampedArray, box: PixelBox): void {
  for (let row = box.y; row < box.y + box.height; row++) {
    const at = 4 * (row * from.width + box.x)
    to.set(from.data.subarray(at, at + 4 * box.width), at)
  }
}

/** A layer's texture with the colours of what lies wholly within the layer taken from another still. */
function patched(texture: LayerTexture, box: PixelBox, still: Picture): LayerTexture {
  const { pixels, x, y } = texture
  const [left, right] = [Math.max(box.x, x, 0), Math.min(box.x + box.width, x + pixels.width, still.width)]
  const [top, bottom] = [Math.max(box.y, y, 0), Math.min(box.y + box.height, y + pixels.height, still.height)]
  if (left >= right || top >= bottom) return texture
  const data = pixels.data.slice()
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const to = 4 * ((row - y) * pixels.width + column - x)
      if ((data[to + 3] as number) < 250) continue
      const from = 4 * (row * still.width + column)
      for (let c = 0; c < 3; c++) data[to + c] = still.data[from + c] as number
    }
  }
  return { ...texture, pixels: { ...pixels, data } }
}
