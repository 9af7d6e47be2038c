import type { Picture, Plane } from '../../core/image'
import { createPicture } from '../../core/image'
import { catmullRom, cubic } from './cubic'

/**
 * A picture at another size by Catmull-Rom (Keys 1981, a = -0.5), its support widened by the ratio
 * when it gets smaller, so that nothing aliases. Colours are weighted by alpha. The same size gives
 * the same picture.
 */
export function resizePicture(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const across = taps(picture.width, width)
  const down = taps(picture.height, height)
  const out = createPicture(width, height)
  const source = isOpaque(picture) ? picture.data : premultiplied(picture)
  const opaque = source === picture.data
  const scale = opaque ? 1 : 1 / 255
  const row = new Float32Array(picture.width * 4)
  for (let y = 0; y < height; y++) {
    row.fill(0)
    const start = down.start[y] as number
    for (let k = 0; k < down.count; k++) {
      const share = (down.weights[y * down.count + k] as number) * scale
      if (share === 0) continue
      const from = clampIndex(start + k, picture.height) * picture.width * 4
      for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) + share * (source[from + i] as number)
    }
    for (let x = 0; x < width; x++) {
      let r = 0
      let g = 0
      let b = 0
      let a = 0
      const first = across.start[x] as number
      for (let k = 0; k < across.count; k++) {
        const share = across.weights[x * across.count + k] as number
        const at = 4 * clampIndex(first + k, picture.width)
        r += share * (row[at] as number)
        g += share * (row[at + 1] as number)
        b += share * (row[at + 2] as number)
        a += share * (row[at + 3] as number)
      }
      const to = 4 * (y * width + x)
      const gain = opaque ? 1 : a > 0.5 / 255 ? 1 / a : 0
      out.data[to] = r * gain
      out.data[to + 1] = g * gain
      out.data[to + 2] = b * gain
      out.data[to + 3] = opaque ? 255 : a * 255
    }
  }
  return out
}

/** Colours times alpha (0..255 each), and alpha: all of them then times 1 / 255. */
function premultiplied(picture: Picture): Float32Array {
  const out = new Float32Array(picture.data.length)
  for (let i = 0; i < out.length; i += 4) {
    const alpha = picture.data[i + 3] as number
    out[i] = (picture.data[i] as number) * alpha
    out[i + 1] = (picture.data[i + 1] as number) * alpha
    out[i + 2] = (picture.data[i + 2] as number) * alpha
    out[i + 3] = alpha
  }
  return out
}

/** A plane at another size, bilinearly. */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  if (plane.width === width && plane.height === height) return plane
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const sy = Math.min(plane.height - 1, Math.max(0, ((y + 0.5) * plane.height) / height - 0.5))
    const top = Math.floor(sy) * plane.width
    const bottom = Math.min(plane.height - 1, Math.floor(sy) + 1) * plane.width
    const fy = sy - Math.floor(sy)
    for (let x = 0; x < width; x++) {
      const sx = Math.min(plane.width - 1, Math.max(0, ((x + 0.5) * plane.width) / width - 0.5))
      const left = Math.floor(sx)
      const right = Math.min(plane.width - 1, left + 1)
      const fx = sx - left
      const upper = (plane.data[top + left] as number) * (1 - fx) + (plane.data[top + right] as number) * fx
      const lower = (plane.data[bottom + left] as number) * (1 - fx) + (plane.data[bottom + right] as number) * fx
      data[y * width + x] = upper * (1 - fy) + lower * fy
    }
  }
  return { width, height, data }
}

/** Bilinear value of a plane at a place in its own pixels, clamped at the border. */
export function samplePlane(plane: Plane, x: number, y: number): number {
  return sampleGrid(plane.data, 0, plane.width, plane.height, x, y)
}

/** The same for one plane of several that lie one after another, beginning at `offset`. */
export function sampleGrid(
  data: Float32Array,
  offset: number,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const sx = Math.min(width - 1, Math.max(0, x - 0.5))
  const sy = Math.min(height - 1, Math.max(0, y - 0.5))
  const left = Math.floor(sx)
  const top = Math.floor(sy)
  const right = Math.min(width - 1, left + 1)
  const upperRow = offset + top * width
  const lowerRow = offset + Math.min(height - 1, top + 1) * width
  const fx = sx - left
  const upper = (data[upperRow + left] as number) * (1 - fx) + (data[upperRow + right] as number) * fx
  const lower = (data[lowerRow + left] as number) * (1 - fx) + (data[lowerRow + right] as number) * fx
  return upper + (lower - upper) * (sy - top)
}

export function isOpaque(picture: Picture): boolean {
  for (let i = 3; i < picture.data.length; i += 4) if (picture.data[i] !== 255) return false
  return true
}

function clampIndex(index: number, size: number): number {
  return index < 0 ? 0 : index >= size ? size - 1 : index
}

function taps(from: number, to: number): { start: Int32Array; weights: Float32Array; count: number } {
  const ratio = from / to
  const widen = Math.max(1, ratio)
  const count = Math.ceil(widen * 4)
  const start = new Int32Array(to)
  const weights = new Float32Array(to * count)
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio
    const first = Math.ceil(centre - 2 * widen - 0.5)
    start[i] = first
    let sum = 0
    for (let k = 0; k < count; k++) {
      const share = cubic((first + k + 0.5 - centre) / widen, catmullRom)
      weights[i * count + k] = share
      sum += share
    }
    for (let k = 0; k < count; k++) weights[i * count + k] = (weights[i * count + k] as number) / sum
  }
  return { start, weights, count }
}

/** Red, green, blue and alpha of the last `samplePicture`. */
export const sampledPixel = new Float32Array(4)

/** Bilinear value of a picture at a place in its own pixels, clamped at the border, in `sampledPixel`. */
export function samplePicture(picture: Picture, x: number, y: number): void {
  const { width, height, data } = picture
  const px = Math.min(width - 1, Math.max(0, x - 0.5))
  const py = Math.min(height - 1, Math.max(0, y - 0.5))
  const left = Math.floor(px)
  const top = Math.floor(py)
  const step = left + 1 < width ? 4 : 0
  const upper = 4 * (top * width + left)
  const lower = top + 1 < height ? upper + 4 * width : upper
  const fx = px - left
  const fy = py - top
  for (let c = 0; c < 4; c++) {
    const above = (data[upper + c] as number) * (1 - fx) + (data[upper + step + c] as number) * fx
    const below = (data[lower + c] as number) * (1 - fx) + (data[lower + step + c] as number) * fx
    sampledPixel[c] = above + (below - above) * fy
  }
}
