import { createPicture, type Mask, type Picture } from './image'

/**
 * A mask as something to lay over a picture: its hue, as dense as `density` (0..1) inside, with a clearer
 * line where the mask passes its half unless `outline` is false. `colour` is a CSS hex colour, `#rrggbb`.
 */
export function tinted(mask: Mask, colour: string, density: number, outline = true): Picture {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  const { width, height, data: cover } = mask
  const picture = createPicture(width, height)
  const line = Math.max(1, Math.round(Math.max(width, height) / 512))
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const value = cover[at] as number
      if (value === 0) continue
      const inside = outline && value >= 128
      const onBorder =
        inside &&
        ((column >= line && (cover[at - line] as number) < 128) ||
          (column + line < width && (cover[at + line] as number) < 128) ||
          (row >= line && (cover[at - line * width] as number) < 128) ||
          (row + line < height && (cover[at + line * width] as number) < 128))
      picture.data[at * 4] = red
      picture.data[at * 4 + 1] = green
      picture.data[at * 4 + 2] = blue
      picture.data[at * 4 + 3] = onBorder ? 225 : value * density
    }
  }
  return picture
}
