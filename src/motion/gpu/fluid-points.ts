import type { Size } from '../../core/geometry'
import { stride as momentStride } from '../fluid/moment'
import type { FluidLayer } from '../fluid/types'

/** Numbers a point of a fluid takes: at rest x, y; where its two samples are read x, y, x, y; what each counts; red, green, blue. */
export const fluidStride = 11

/** The points of a fluid's moment as the device takes them. */
export function fluidPointsOf(
  { lattice }: FluidLayer,
  moment: Float32Array,
  picture: Size,
  size: Size,
): Float32Array<ArrayBuffer> {
  const { columns, rows, stepX, stepY } = lattice
  const out = new Float32Array(fluidStride * columns * rows)
  const [scaleX, scaleY] = [size.width / picture.width, size.height / picture.height]
  for (let i = 0; i < columns * rows; i++) {
    const x = (i % columns) * stepX * scaleX
    const y = Math.floor(i / columns) * stepY * scaleY
    const from = momentStride * i
    const at = fluidStride * i
    out[at] = x
    out[at + 1] = y
    out[at + 2] = x + (moment[from] as number) * scaleX
    out[at + 3] = y + (moment[from + 1] as number) * scaleY
    out[at + 4] = x + (moment[from + 2] as number) * scaleX
    out[at + 5] = y + (moment[from + 3] as number) * scaleY
    out[at + 6] = moment[from + 4] as number
    out[at + 7] = moment[from + 5] as number
    for (let c = 0; c < 3; c++) out[at + 8 + c] = (moment[from + 6 + c] as number) / 255
  }
  return out
}
