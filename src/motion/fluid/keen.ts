import type { Picture } from '../../core/image'

/** Steps between two pixels at which the filter is tabulated. */
const phases = 64
/**
 * Sharpness of the cubic filter (Keys 1981). What flows lies between pixels nearly everywhere: -0.5, which
 * suits a thing that comes to rest, would take a quarter of a photograph's gradient energy.
 */
export const keenness = -1.2

/** Weights of the four pixels around each phase. */
const table = new Float32Array((phases + 1) * 4)
for (let phase = 0; phase <= phases; phase++)
  for (let k = 0; k < 4; k++) table[4 * phase + k] = cubic(phase / phases + 1 - k)

function cubic(x: number): number {
  const t = Math.abs(x)
  if (t < 1) return 1 + t * t * ((keenness + 2) * t - (keenness + 3))
  return t < 2 ? keenness * (((t - 5) * t + 8) * t - 4) : 0
}

/** Red, green, blue and alpha of the last `sampleKeen`. */
export const keen = new Float32Array(4)

/** The picture at a place in its own pixels (centre of the first: 0.5), clamped at the border; exact on pixel centres. In `keen`. */
export function sampleKeen(picture: Picture, x: number, y: number): void {
  const { width, height, data } = picture
  const px = x - 0.5
  const py = y - 0.5
  const left = Math.floor(px)
  const top = Math.floor(py)
  const phaseX = 4 * Math.round((px - left) * phases)
  const phaseY = 4 * Math.round((py - top) * phases)
  const x0 = table[phaseX] as number
  const x1 = table[phaseX + 1] as number
  const x2 = table[phaseX + 2] as number
  const x3 = table[phaseX + 3] as number
  const within = left >= 1 && left + 2 < width
  const c0 = 4 * (within ? left - 1 : bounded(left - 1, width))
  const c1 = 4 * (within ? left : bounded(left, width))
  const c2 = 4 * (within ? left + 1 : bounded(left + 1, width))
  const c3 = 4 * (within ? left + 2 : bounded(left + 2, width))
  let r = 0
  let g = 0
  let b = 0
  let a = 0
  for (let k = 0; k < 4; k++) {
    const share = table[phaseY + k] as number
    if (share === 0) continue
    const row = 4 * width * bounded(top - 1 + k, height)
    const i0 = row + c0
    const i1 = row + c1
    const i2 = row + c2
    const i3 = row + c3
    r +=
      share *
      (x0 * (data[i0] as number) + x1 * (data[i1] as number) + x2 * (data[i2] as number) + x3 * (data[i3] as number))
    g +=
      share *
      (x0 * (data[i0 + 1] as number) +
        x1 * (data[i1 + 1] as number) +
        x2 * (data[i2 + 1] as number) +
        x3 * (data[i3 + 1] as number))
    b +=
      share *
      (x0 * (data[i0 + 2] as number) +
        x1 * (data[i1 + 2] as number) +
        x2 * (data[i2 + 2] as number) +
        x3 * (data[i3 + 2] as number))
    a +=
      share *
      (x0 * (data[i0 + 3] as number) +
        x1 * (data[i1 + 3] as number) +
        x2 * (data[i2 + 3] as number) +
        x3 * (data[i3 + 3] as number))
  }
  keen[0] = r
  keen[1] = g
  keen[2] = b
  keen[3] = a
}

function bounded(index: number, size: number): number {
  return index < 0 ? 0 : index >= size ? size - 1 : index
}
