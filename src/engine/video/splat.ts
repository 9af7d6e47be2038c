import type { Size } from '../../core/geometry'

/**
 * Average splatting (Niklaus and Liu 2020, with every cell as important): each cell of a feature is added, with bilinear
 * weights, to the four cells around where it lands, and the sum divided by the sum of weights plus 1e-7.
 * @param feature [channels, height, width]
 * @param flow [2, height, width], cells: x then y
 * @param out [channels, height, width], written over
 */
export function splat(feature: Float32Array, flow: Float32Array, { width, height }: Size, out: Float32Array): void {
  const cells = width * height
  const channels = feature.length / cells
  const targets = new Int32Array(4 * cells)
  const shares = new Float32Array(4 * cells)
  const total = new Float32Array(cells)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const [px, py] = [x + (flow[at] as number), y + (flow[cells + at] as number)]
      const [left, top] = [Math.floor(px), Math.floor(py)]
      for (let corner = 0; corner < 4; corner++) {
        const column = left + (corner & 1)
        const row = top + (corner >> 1)
        const inside = column >= 0 && column < width && row >= 0 && row < height
        const share = inside ? (1 - Math.abs(px - column)) * (1 - Math.abs(py - row)) : 0
        const to = inside ? row * width + column : 0
        targets[4 * at + corner] = to
        shares[4 * at + corner] = share
        total[to] = (total[to] as number) + share
      }
    }
  out.fill(0)
  for (let channel = 0; channel < channels; channel++) {
    const from = channel * cells
    for (let at = 0; at < cells; at++) {
      const value = feature[from + at] as number
      for (let corner = 4 * at; corner < 4 * at + 4; corner++) {
        const to = from + (targets[corner] as number)
        out[to] = (out[to] as number) + value * (shares[corner] as number)
      }
    }
    for (let at = 0; at < cells; at++) out[from + at] = (out[from + at] as number) / ((total[at] as number) + 1e-7)
  }
}

/**
 * A dense flow of a square at one scale of the adapter: as of the picture's size (nearest, x and y scaled apart), of which
 * every `scale`-th pixel is taken from the first on, and divided.
 * @param flow [2, side, side], pixels of the square
 * @returns [2, height / scale, width / scale], cells
 */
export function flowAtScale(flow: Float32Array, side: number, picture: Size, scale: number): Float32Array<ArrayBuffer> {
  const [width, height] = [picture.width / scale, picture.height / scale]
  const out = new Float32Array(2 * width * height)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * scale * side) / picture.height) * side
    for (let x = 0; x < width; x++) {
      const from = row + Math.floor((x * scale * side) / picture.width)
      const at = y * width + x
      out[at] = ((flow[from] as number) * picture.width) / side / scale
      out[width * height + at] = ((flow[side * side + from] as number) * picture.height) / side / scale
    }
  }
  return out
}
