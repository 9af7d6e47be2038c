import { createPicture, type Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { resizePicture, sampledPixel, samplePicture } from '../filters/resample'
import { mirrored } from '../mesh'

/** Share of the long side past the border from which on nothing but soft colours is left. */
const soft = 0.1

/**
 * A picture with room around it: what lies past its border is its own content, mirrored, the softer the
 * further out. The picture itself is to be put in the middle.
 *
 * @param margin pixels on every side
 */
export function continued(picture: Picture, margin: number): Picture {
  const { width, height } = picture
  const small = resizePicture(picture, Math.max(2, Math.round(width / 24)), Math.max(2, Math.round(height / 24)))
  const out = createPicture(width + 2 * margin, height + 2 * margin)
  const fade = soft * Math.max(width, height)
  for (let row = 0; row < out.height; row++) {
    const y = row - margin
    const sy = mirrored(y, height)
    for (let column = 0; column < out.width; column++) {
      const x = column - margin
      const away = Math.hypot(Math.max(0, -x, x - width + 1), Math.max(0, -y, y - height + 1))
      if (away === 0) {
        // The middle is put in for every frame.
        column += width - 1 - x
        continue
      }
      const sx = mirrored(x, width)
      const share = smoothstep(0, fade, away)
      samplePicture(small, ((sx + 0.5) * small.width) / width, ((sy + 0.5) * small.height) / height)
      const [at, from] = [4 * (row * out.width + column), 4 * (sy * width + sx)]
      for (let c = 0; c < 4; c++) {
        const sharp = picture.data[from + c] as number
        out.data[at + c] = sharp + ((sampledPixel[c] as number) - sharp) * share
      }
    }
  }
  return out
}

/** Puts a picture into the middle of what was `continued` for it. */
export function putInside(frame: Picture, picture: Picture, margin: number): void {
  const row = 4 * picture.width
  for (let y = 0; y < picture.height; y++)
    frame.data.set(picture.data.subarray(y * row, (y + 1) * row), 4 * ((y + margin) * frame.width + margin))
}
