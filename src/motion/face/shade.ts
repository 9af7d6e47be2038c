import { type ImprintMoment, skinGrid } from '../../core/face/imprint/imprint'
import { skinCount } from '../../core/face/points'
import type { Picture } from '../../core/image'
import { type Corner, fillTriangle } from '../raster'
import { facing } from './imprint/facing'
import { onSkinGrid } from './imprint/places'
import type { FaceMesh } from './mesh'
import type { Scale } from './skin'

/** Where each landmark of the skin lies on the grid of the skin's light. */
const onGrid = Array.from({ length: skinCount }, (_, i) => onSkinGrid(i))

/** Lets a face that has been drawn be lighter and darker as one who drives it is: its folds, and the shade of its cheeks. */
export function shadeSkin(
  mesh: FaceMesh,
  moved: Float32Array,
  moment: ImprintMoment,
  out: Picture,
  scale: Scale,
  share: number,
): void {
  const { columns, rows } = skinGrid
  const gains = moment.skin.map((value) => Math.exp(share * value))
  const { width, height, data } = out
  const seen = facing(mesh.rest.fit.rotation)
  const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
  for (let t = 0; t < mesh.skin.length; t += 3) {
    let outside = false
    for (let k = 0; k < 3; k++) {
      const i = mesh.skin[t + k] as number
      if (i >= skinCount) {
        outside = true
        break
      }
      const at = corners[k] as Corner
      at.x = (moved[3 * i] as number) * scale.x
      at.y = (moved[3 * i + 1] as number) * scale.y
      ;[at.u, at.v] = onGrid[i] as [number, number]
      at.way = seen[i] as number
    }
    if (outside) continue
    fillTriangle(...corners, width, height, (y, x, count, { sx, sy, dx, dy, way, wayStep }) => {
      let at = 4 * (y * width + x)
      let u = sx - 0.5
      let v = sy - 0.5
      let shown = way
      for (let k = 0; k < count; k++) {
        const px = Math.min(columns - 1.001, Math.max(0, u))
        const py = Math.min(rows - 1.001, Math.max(0, v))
        const [left, top] = [px | 0, py | 0]
        const from = top * columns + left
        const [fx, fy] = [px - left, py - top]
        const above = (gains[from] as number) + ((gains[from + 1] as number) - (gains[from] as number)) * fx
        const below =
          (gains[from + columns] as number) +
          ((gains[from + columns + 1] as number) - (gains[from + columns] as number)) * fx
        const gain = 1 + shown * (above + (below - above) * fy - 1)
        data[at] = (data[at] as number) * gain
        data[at + 1] = (data[at + 1] as number) * gain
        data[at + 2] = (data[at + 2] as number) * gain
        at += 4
        u += dx
        v += dy
        shown += wayStep
      }
    })
  }
}
