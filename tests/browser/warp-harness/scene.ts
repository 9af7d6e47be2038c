import type { Hint } from '../../../src/core/hint'
import { createPicture, type Picture } from '../../../src/core/image'

export const size = { width: 240, height: 160 }

/** A red square on a green ground, at 60..100 by 60..100. */
export function still(): Picture {
  const picture = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const grain = (x * 13 + y * 7) % 15
      const thing = x >= 60 && y >= 60 && x < 100 && y < 100
      picture.data.set(
        thing ? [210, 50 + grain, (x * 7) % 60, 255] : [40 + grain, 110, 60, 255],
        4 * (y * size.width + x),
      )
    }
  return picture
}

/** The square is drawn to the right by an odd way, under a frozen area. */
export function hints(): Hint[] {
  const data = new Uint8Array(size.width * size.height)
  for (let y = 0; y < size.height; y++) data.fill(255, y * size.width + 170, (y + 1) * size.width)
  return [
    {
      kind: 'track',
      control: 'a',
      knots: [
        { x: 80, y: 80, time: 0 },
        { x: 143.3, y: 90.6, time: 1 },
      ],
    },
    { kind: 'freeze', control: 'f', mask: { ...size, data } },
  ]
}
