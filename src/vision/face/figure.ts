import type { Mask } from '../../core/image'
import { startSolution } from '../solution/solution'

/** Share of a face's middle that a figure has to cover to be this face's. */
const enough = 0.75
/** Places of a face that its figure covers: brow, nose, cheeks, chin. */
const inner = [9, 4, 50, 280, 152, 117, 346, 199] as const

/**
 * The people of a picture: heads with hair and neck, and what else of them is seen, 0..255 by 256 x 256; a
 * picture that is transparent around its figure says it itself.
 * @param folder address of the solutions' folders
 */
export async function findFigure(picture: ImageBitmap, folder: string): Promise<Mask> {
  const own = opacityOf(picture)
  if (own) return own
  const solution = await startSolution('selfie_segmentation', folder)
  try {
    const found = await solution.ask(await createImageBitmap(picture), true)
    return found ?? { width: 1, height: 1, data: new Uint8Array(1) }
  } finally {
    solution.close()
  }
}

/** Whether a figure is that of a face, [478, 3] by the picture's size. */
export function isFigureOf(figure: Mask, landmarks: Float32Array): boolean {
  let covered = 0
  for (const i of inner) {
    const x = Math.min(figure.width - 1, Math.max(0, Math.floor((landmarks[3 * i] as number) * figure.width)))
    const y = Math.min(figure.height - 1, Math.max(0, Math.floor((landmarks[3 * i + 1] as number) * figure.height)))
    covered += (figure.data[y * figure.width + x] as number) / 255 / inner.length
  }
  return covered >= enough
}

/** How opaque the picture is, where a good part of it is not. */
function opacityOf(picture: ImageBitmap): Mask | null {
  const side = 512
  const scale = side / Math.max(picture.width, picture.height)
  const [width, height] = [
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  ]
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.drawImage(picture, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  const out = new Uint8Array(width * height)
  let clear = 0
  for (let i = 0; i < out.length; i++) {
    out[i] = data[4 * i + 3] as number
    if ((out[i] as number) < 64) clear++
  }
  return clear > 0.08 * out.length ? { width, height, data: out } : null
}
