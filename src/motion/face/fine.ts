import type { Picture } from '../../core/image'

/**
 * A picture between whose pixels the values of Catmull-Rom at the halves have been put, one word a pixel (as they lie in
 * memory). Read bilinearly it looks like the filter itself at an eighth of the cost: what is drawn every frame is read from it.
 */
export interface Fine {
  /** Words a row and rows: twice the picture's, less one, and one more of each so that every place has a right and a lower neighbour. */
  columns: number
  rows: number
  words: Int32Array
}

/** Pixels of a picture from which on its fine copy would take too much memory. */
const mostPixels = 3_000_000
/** Steps between two words at which it is read: a power of two whose square times 255 leaves each half word alone. */
const steps = 16

const made = new WeakMap<Picture, Fine>()

/** The fine copy of a picture that does not change, made once; null: it is too large for one. */
export function fineOf(picture: Picture): Fine | null {
  if (picture.width * picture.height > mostPixels) return null
  const fine = made.get(picture) ?? refined(picture)
  made.set(picture, fine)
  return fine
}

function refined({ width, height, data }: Picture): Fine {
  const [columns, rows] = [2 * width, 2 * height]
  const bytes = new Uint8ClampedArray(4 * columns * rows)
  const between = (a: number, b: number, c: number, d: number) => (9 * (b + c) - a - d) / 16
  for (let y = 0; y < height; y++) {
    const [from, to] = [4 * y * width, 8 * y * columns]
    for (let x = 0; x < width; x++) {
      const left = from + 4 * Math.max(0, x - 1)
      const here = from + 4 * x
      const right = from + 4 * Math.min(width - 1, x + 1)
      const beyond = from + 4 * Math.min(width - 1, x + 2)
      for (let c = 0; c < 4; c++) {
        const at = to + 8 * x + c
        bytes[at] = data[here + c] as number
        bytes[at + 4] = between(
          data[left + c] as number,
          data[here + c] as number,
          data[right + c] as number,
          data[beyond + c] as number,
        )
      }
    }
  }
  const stride = 8 * columns
  for (let y = 0; y < height; y++) {
    const [above, below] = [stride * Math.max(0, y - 1), stride * Math.min(height - 1, y + 1)]
    const beyond = stride * Math.min(height - 1, y + 2)
    const to = stride * y + 4 * columns
    for (let i = 0; i < 4 * columns; i++)
      bytes[to + i] = between(
        bytes[above + i] as number,
        bytes[stride * y + i] as number,
        bytes[below + i] as number,
        bytes[beyond + i] as number,
      )
  }
  return { columns, rows, words: new Int32Array(bytes.buffer) }
}

/** Words of the last row that was read. */
export let row = new Int32Array(4096)

/** Parts of a step by which a row goes on: whole numbers are faster. */
const parts = 4096
const [stepBits, partBits] = [4, 12]

/**
 * Reads a row of words: the first at a place in the picture's own pixels (centre of the first: 0.5), the next ones `dx`, `dy`
 * further each; clamped at the border. Written to `into` from a place on; by default into `row`.
 */
export function readRow(
  fine: Fine,
  count: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
  into: Int32Array | null = null,
  first = 0,
): void {
  if (!into && row.length < count) row = new Int32Array(2 * count)
  const { columns, words } = fine
  const out = into ?? row
  const lastU = (columns - 2) * steps
  const lastV = (fine.rows - 2) * steps
  let longU = Math.round(((2 * x - 1) * steps + 0.5) * parts)
  let longV = Math.round(((2 * y - 1) * steps + 0.5) * parts)
  const stepU = Math.round(2 * dx * steps * parts)
  const stepV = Math.round(2 * dy * steps * parts)
  for (let k = first; k < first + count; k++, longU += stepU, longV += stepV) {
    const u = Math.min(lastU, Math.max(0, longU >> partBits))
    const v = Math.min(lastV, Math.max(0, longV >> partBits))
    const at = (v >> stepBits) * columns + (u >> stepBits)
    const fx = u & (steps - 1)
    const fy = v & (steps - 1)
    const d = fx * fy
    const c = steps * fy - d
    const b = steps * fx - d
    const a = steps * steps - b - c - d
    const p = words[at] as number
    const q = words[at + 1] as number
    const r = words[at + columns] as number
    const s = words[at + columns + 1] as number
    // Two of the four bytes at a time, each with a byte of room above it.
    const even =
      Math.imul(p & 0xff00ff, a) + Math.imul(q & 0xff00ff, b) + Math.imul(r & 0xff00ff, c) + Math.imul(s & 0xff00ff, d)
    const odd =
      Math.imul((p >>> 8) & 0xff00ff, a) +
      Math.imul((q >>> 8) & 0xff00ff, b) +
      Math.imul((r >>> 8) & 0xff00ff, c) +
      Math.imul((s >>> 8) & 0xff00ff, d)
    out[k] = (((even + 0x800080) >>> 8) & 0xff00ff) | ((odd + 0x800080) & 0xff00ff00)
  }
}
