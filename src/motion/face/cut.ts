import type { Picture } from '../../core/image'
import { cutTexture, type LayerTexture, type PixelBox } from '../texture'
import type { Head } from '../types'
import { unframed } from './frame'

/** How much of a figure that the picture's border cuts off is made up, of the long side. */
const beyond = 0.15

/**
 * A head's own pixels at the still's size. Where the picture's border cuts it off there is more of it beyond,
 * mirrored; a head that is cut off at its top is rounded there.
 * @param crown how far it goes on above, pixels of the still
 */
export function cutHead(head: Head, still: Picture, crown: number): LayerTexture {
  const texture = cutTexture({ ...head, limit: null, hidden: null }, unframed(still), boxOf(head, still, crown))
  roundTop(texture, crown)
  return texture
}

function boxOf({ alpha }: Head, { width, height }: Picture, crown: number): PixelBox {
  const [perX, perY] = [width / alpha.width, height / alpha.height]
  let [left, top, right, bottom] = [alpha.width, alpha.height, 0, 0]
  alpha.data.forEach((value, i) => {
    if (value <= 0.002) return
    const [x, y] = [i % alpha.width, Math.floor(i / alpha.width)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  })
  const more = Math.ceil(beyond * Math.max(width, height))
  const x = left === 0 ? -more : Math.max(0, Math.floor(left * perX) - 2)
  const y = top === 0 ? -Math.min(more, Math.ceil(crown)) : Math.max(0, Math.floor(top * perY) - 2)
  const end = right === alpha.width ? width + more : Math.min(width, Math.ceil(right * perX) + 2)
  const foot = bottom === alpha.height ? height + more : Math.min(height, Math.ceil(bottom * perY) + 2)
  return { x, y, width: Math.max(1, end - x), height: Math.max(1, foot - y) }
}

/** Closes what is made up above the picture as half an ellipse over each run of opaque pixels of its first row. */
function roundTop({ pixels, y }: LayerTexture, crown: number): void {
  if (y >= 0) return
  const { width, data } = pixels
  const opaque = (column: number) => (data[4 * (-y * width + column) + 3] as number) > 127
  for (let from = 0; from < width; from++) {
    let to = from
    while (to < width && opaque(to)) to++
    const [middle, half] = [(from + to) / 2, Math.max(0.5, (to - from) / 2)]
    const high = Math.min(crown, capHeight(half, widening(pixels, -y, from, to)))
    for (let row = 0; row < -y; row++) {
      const up = Math.min(1, (-y - row) / Math.max(1, high))
      const kept = half * Math.sqrt(1 - up * up)
      for (let column = from; column < Math.max(to, from + 1); column++) {
        const share = up < 1 ? Math.min(1, Math.max(0, kept - Math.abs(column + 0.5 - middle) + 0.5)) : 0
        const at = 4 * (row * width + column) + 3
        data[at] = to > from ? (data[at] as number) * share : 0
      }
    }
    from = Math.max(from, to - 1)
  }
}

/** Half the width that a figure has some way below the picture's upper border, and that way, from a run of its first row. */
function widening(
  { width, height, data }: LayerTexture['pixels'],
  top: number,
  from: number,
  to: number,
): { half: number; down: number } {
  const down = Math.max(1, Math.min(height - 1 - top, Math.round(0.12 * (to - from))))
  const opaque = (column: number) => (data[4 * ((top + down) * width + column) + 3] as number) > 127
  let [left, right] = [from, to]
  while (left > 0 && opaque(left - 1)) left--
  while (right < width && opaque(right)) right++
  return { half: (right - left) / 2, down }
}

/** How far a circle goes on above a chord of it (half as long as told), by how much wider it is some way below. */
function capHeight(chord: number, { half, down }: { half: number; down: number }): number {
  const a = (half * half - chord * chord + down * down) / down
  return (Math.sqrt(a * a + 4 * chord * chord) - a) / 2
}
