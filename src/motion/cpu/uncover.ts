import type { Picture } from '../../core/image'
import { mix } from '../curve'
import { restWidth } from '../drawmesh'
import { sampledPixel, samplePicture } from '../filters/resample'
import type { Prepared } from '../prepare'
import type { Layer, MotionField } from '../types'

/** Shows the plate where a layer lay and is carried away. */
export function uncover(
  field: MotionField,
  ready: Prepared,
  layer: Layer,
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
