import { createPicture, type Mask, type Picture } from '../../core/image'

/** How far a frame may reach in, of the long side, and how different it is from what lies within, of 255 on the mean. */
const [deepest, different] = [0.014, 24] as const
/** How far from the picture's border a figure's own mask is less sure of it, of its side; and from where on it is sure. */
const [unsure, sure] = [0.05, 150] as const

/**
 * A picture without the frame that scans and films leave at their border: those rows and columns as the ones within,
 * mirrored. What goes on past the border must not show it. A picture without one is answered as it is.
 */
export function unframed(still: Picture): Picture {
  const { width, height } = still
  const most = Math.ceil(deepest * Math.max(width, height))
  const [left, right] = [false, true].map((end) => frameOf(still, 'x', end, most)) as [number, number]
  const [top, bottom] = [false, true].map((end) => frameOf(still, 'y', end, most)) as [number, number]
  if (left + right + top + bottom === 0) return still
  const out = createPicture(width, height)
  const within = (at: number, low: number, high: number) => {
    if (at < low) return 2 * low - 1 - at
    return at >= high ? 2 * high - 1 - at : at
  }
  const from = new Uint32Array(still.data.buffer, still.data.byteOffset, width * height)
  const to = new Uint32Array(out.data.buffer)
  for (let y = 0; y < height; y++) {
    const row = within(y, top, height - bottom) * width
    for (let x = 0; x < width; x++) to[y * width + x] = from[row + within(x, left, width - right)] as number
  }
  return out
}

/** How many of the outermost rows (or columns) are a frame. */
function frameOf({ width, height, data }: Picture, axis: 'x' | 'y', end: boolean, most: number): number {
  const [size, length] = axis === 'x' ? [width, height] : [height, width]
  if (size < 6 * most) return 0
  const at = (depth: number, along: number) => {
    const across = end ? size - 1 - depth : depth
    return 4 * (axis === 'x' ? along * width + across : across * width + along)
  }
  const step = Math.max(1, Math.floor(length / 200))
  let deep = 0
  for (let depth = 0; depth < most; depth++) {
    let [sum, count] = [0, 0]
    for (let along = 0; along < length; along += step) {
      for (let c = 0; c < 3; c++)
        sum += Math.abs((data[at(depth, along) + c] as number) - (data[at(most + 2, along) + c] as number)) / 3
      count++
    }
    if (sum / count > different) deep = depth + 1
  }
  // What differs all the way in is no frame.
  return deep < most ? deep : 0
}

/** A figure that goes on past the picture's sides and its foot, wherever it is one a little within. */
export function toBorder(figure: Mask): Mask {
  const { width, height } = figure
  const reach = Math.round(unsure * Math.max(width, height))
  if (width < 4 * reach || height < 4 * reach) return figure
  const data = figure.data.slice()
  const carry = (from: number, step: number) => {
    if ((figure.data[from + reach * step] as number) < sure) return
    let seen = 0
    for (let k = reach; k >= 0; k--) {
      const value = figure.data[from + k * step] as number
      seen = Math.max(seen, value)
      // Only what fades towards the border is carried on: a figure that ends before it ends there.
      if (value === 0) return
    }
    for (let k = 0; k < reach; k++) data[from + k * step] = Math.max(data[from + k * step] as number, seen)
  }
  for (let y = 0; y < height; y++) {
    carry(y * width, 1)
    carry(y * width + width - 1, -1)
  }
  for (let x = 0; x < width; x++) carry((height - 1) * width + x, -width)
  return { ...figure, data }
}
