import { fitSimilarity } from '../../../core/face/fit'
import { type FaceSight, mouthGrid, skinGrid } from '../../../core/face/imprint/imprint'
import { lips } from '../../../core/face/points'
import { templateFace } from '../../../core/face/template'
import type { Picture } from '../../../core/image'
import { facing } from './facing'
import { skinPlaces } from './places'

/** Cheeks and chin, by which a face is lit. */
export const lampPoints = [50, 280, 205, 425, 199, 117, 346] as const
/** What is added to a light before its logarithm is taken, of 255: the dark says little. */
const haze = 14

/**
 * @param picture what was seen, or a part of it
 * @param landmarks [478, 3], pixels of what was seen
 * @param left, top where the picture begins in that
 */
export function takeSight(picture: Picture, landmarks: Float32Array, left = 0, top = 0): FaceSight {
  const x = (i: number) => (landmarks[3 * i] as number) - left
  const y = (i: number) => (landmarks[3 * i + 1] as number) - top
  const colour = [0, 0, 0] as [number, number, number]
  const { columns, rows } = mouthGrid
  const mouth = new Uint8Array(columns * rows * 3)
  for (let column = 0; column < columns; column++) {
    const along = (10 * (column + 0.5)) / columns
    const [k, share] = [Math.floor(along), along % 1]
    const on = (row: readonly number[], axis: (i: number) => number) =>
      axis(row[k] as number) * (1 - share) + axis(row[k + 1] as number) * share
    const [ux, uy, lx, ly] = [
      on(lips.upperInner, x),
      on(lips.upperInner, y),
      on(lips.lowerInner, x),
      on(lips.lowerInner, y),
    ]
    for (let row = 0; row < rows; row++) {
      const down = (row + 0.5) / rows
      readColour(picture, ux + (lx - ux) * down, uy + (ly - uy) * down, 0, colour)
      mouth.set(colour, 3 * (row * columns + column))
    }
  }
  const unit = Math.hypot(x(33) - x(263), y(33) - y(263)) || 1
  const radius = Math.max(0, Math.round(0.018 * unit))
  const light = new Float32Array(skinGrid.columns * skinGrid.rows)
  const seen = new Float32Array(light.length)
  const { rotation } = fitSimilarity(templateFace, landmarks)
  const ways = facing(rotation)
  const { points, shares, count } = skinPlaces
  for (let i = 0; i < light.length; i++) {
    let [px, py] = [0, 0]
    for (let k = 0; k < count; k++) {
      const point = points[count * i + k] as number
      const part = shares[count * i + k] as number
      px += part * x(point)
      py += part * y(point)
      seen[i] = (seen[i] as number) + part * (ways[point] as number)
    }
    readColour(picture, px, py, radius, colour)
    light[i] = Math.log(haze + 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
  }
  const lamp = [0, 0, 0] as [number, number, number]
  for (const i of lampPoints) {
    readColour(picture, x(i), y(i), radius, colour)
    for (let c = 0; c < 3; c++) lamp[c] = (lamp[c] as number) + (colour[c] as number) / lampPoints.length
  }
  const between = (a: number, b: number) => Math.hypot(x(a) - x(b), y(a) - y(b))
  return { mouth, parted: between(13, 14) / (between(61, 291) || 1), light, facing: seen, lamp, rotation }
}

/** The picture at a place, bilinear and clamped; with a radius the mean of a cross of five about it. */
function readColour(picture: Picture, x: number, y: number, radius: number, out: [number, number, number]): void {
  out.fill(0)
  const ways = radius > 0 ? cross : middle
  for (const [dx, dy] of ways) {
    const px = Math.min(picture.width - 1, Math.max(0, x + radius * dx - 0.5))
    const py = Math.min(picture.height - 1, Math.max(0, y + radius * dy - 0.5))
    const [left, top] = [Math.floor(px), Math.floor(py)]
    const [fx, fy] = [px - left, py - top]
    const step = left + 1 < picture.width ? 4 : 0
    const upper = 4 * (top * picture.width + left)
    const lower = top + 1 < picture.height ? upper + 4 * picture.width : upper
    for (let c = 0; c < 3; c++) {
      const at = (i: number) => picture.data[i + c] as number
      const above = at(upper) + (at(upper + step) - at(upper)) * fx
      const below = at(lower) + (at(lower + step) - at(lower)) * fx
      out[c] = (out[c] as number) + (above + (below - above) * fy) / ways.length
    }
  }
}

const middle = [[0, 0]] as const
const cross = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const
