import type cvModule from '@techstark/opencv-js'
import type { Picture } from '../../core/image'

export type OpenCv = Awaited<typeof cvModule>

/** What is known of a pixel before the cut: OpenCV's own numbers. */
export const label = { ground: 0, thing: 1, probablyGround: 2, probablyThing: 3 } as const

/**
 * GrabCut (Rother, Kolmogorov and Blake 2004): colour models of thing and ground, and the cheapest
 * border between them.
 *
 * @param labels one of `label` a pixel of the picture; what is only probable is decided
 * @param rounds how often models and border are found anew
 * @returns 1 where the thing is
 */
export function grabCut(cv: OpenCv, picture: Picture, labels: Uint8Array, rounds: number): Uint8Array<ArrayBuffer> {
  const { width, height, data } = picture
  const image = new cv.Mat(height, width, cv.CV_8UC3)
  const mask = new cv.Mat(height, width, cv.CV_8UC1)
  const [ground, thing] = [new cv.Mat(), new cv.Mat()]
  try {
    for (let i = 0; i < width * height; i++)
      for (let c = 0; c < 3; c++) image.data[3 * i + c] = data[4 * i + c] as number
    mask.data.set(labels)
    cv.grabCut(image, mask, new cv.Rect(), ground, thing, rounds, cv.GC_INIT_WITH_MASK)
    return Uint8Array.from(mask.data as Uint8Array, (value) => value & 1)
  } finally {
    for (const each of [image, mask, ground, thing]) each.delete()
  }
}
