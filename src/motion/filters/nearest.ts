/**
 * For each pixel the index of a nearest marked one, by two sweeps of offsets (Danielsson 1980; off by
 * less than a pixel); -1 everywhere when none is marked.
 *
 * @param marked 1: marked
 */
export function nearestMarked(marked: Uint8Array, width: number, height: number): Int32Array<ArrayBuffer> {
  const from = new Int32Array(width * height).fill(-1)
  for (let i = 0; i < from.length; i++) if (marked[i] === 1) from[i] = i
  const offer = (i: number, x: number, y: number, j: number) => {
    const other = from[j] as number
    if (other < 0) return
    const known = from[i] as number
    if (known < 0 || apart(other, x, y) < apart(known, x, y)) from[i] = other
  }
  const apart = (index: number, x: number, y: number) => {
    const column = index % width
    const [dx, dy] = [column - x, (index - column) / width - y]
    return dx * dx + dy * dy
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (x > 0) offer(i, x, y, i - 1)
      if (y > 0) {
        offer(i, x, y, i - width)
        if (x > 0) offer(i, x, y, i - width - 1)
        if (x + 1 < width) offer(i, x, y, i - width + 1)
      }
    }
    for (let x = width - 2; x >= 0; x--) offer(y * width + x, x, y, y * width + x + 1)
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x
      if (x + 1 < width) offer(i, x, y, i + 1)
      if (y + 1 < height) {
        offer(i, x, y, i + width)
        if (x > 0) offer(i, x, y, i + width - 1)
        if (x + 1 < width) offer(i, x, y, i + width + 1)
      }
    }
    for (let x = 1; x < width; x++) offer(y * width + x, x, y, y * width + x - 1)
  }
  return from
}
