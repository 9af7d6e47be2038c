import type { Size } from '../../core/geometry'

/** Distance in pixels from each set pixel to the nearest that is not, or to the border: two passes of a 3-4 chamfer (Borgefors 1986). */
export function distanceInside(mask: Uint8Array, { width, height }: Size): Float32Array<ArrayBuffer> {
  const out = Float32Array.from(mask, (value) => (value > 0 ? 1e6 : 0))
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (out[y * width + x] as number)
  const relax = (x: number, y: number, way: 1 | -1) => {
    const i = y * width + x
    if (out[i] === 0) return
    out[i] = Math.min(
      out[i] as number,
      at(x - way, y) + 1,
      at(x, y - way) + 1,
      at(x - way, y - way) + 4 / 3,
      at(x + way, y - way) + 4 / 3,
    )
  }
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relax(x, y, 1)
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) relax(x, y, -1)
  return out
}
