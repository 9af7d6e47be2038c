import type cvModule from '@techstark/opencv-js'
import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'

export type OpenCv = Awaited<typeof cvModule>

/** What is known of a pixel before the cut: OpenCV's own numbers. */
export const label = { ground: 0, thing: 1, probablyGround: 2, probablyThing: 3 } as const

/** How much ground around what is in question is looked at, as a share of the long side. */
const around = 0.12

/**
 * GrabCut (Rother, Kolmogorov and Blake 2004): colour models of thing and ground, and the cheapest
 * border between them. Ground that is far from all that is in question is not looked at.
 *
 * @param labels one of `label` a pixel of the picture; what is only probable is decided
 * @param rounds how often models and border are found anew
 * @returns 1 where the thing is
 */
export function grabCut(cv: OpenCv, picture: Picture, labels: Uint8Array, rounds: number): Uint8Array<ArrayBuffer> {
  const cut = new Uint8Array(labels.length)
  const box = boxInQuestion(labels, picture)
  if (!box) return cut
  const { left, top, width, height } = box
  const image = new cv.Mat(height, width, cv.CV_8UC3)
  const mask = new cv.Mat(height, width, cv.CV_8UC1)
  const [ground, thing] = [new cv.Mat(), new cv.Mat()]
  try {
    const colours = new Uint8Array(3 * width * height)
    const known = new Uint8Array(width * height)
    for (let y = 0, at = 0; y < height; y++)
      for (let x = 0; x < width; x++, at++) {
        const i = (top + y) * picture.width + left + x
        known[at] = labels[i] as number
        for (let c = 0; c < 3; c++) colours[3 * at + c] = picture.data[4 * i + c] as number
      }
    // Into the library's memory at once: every look at `data` there makes a view anew.
    image.data.set(colours)
    mask.data.set(known)
    // Colour models begin at random: the same question shall have the same answer.
    cv.setRNGSeed(1)
    cv.grabCut(image, mask, new cv.Rect(), ground, thing, rounds, cv.GC_INIT_WITH_MASK)
    const found = mask.data as Uint8Array
    for (let at = 0; at < known.length; at++)
      cut[(top + Math.floor(at / width)) * picture.width + left + (at % width)] = (found[at] as number) & 1
    return cut
  } finally {
    for (const each of [image, mask, ground, thing]) each.delete()
  }
}

/** All that is not sure to be ground, with some ground around it; null: nothing is in question. */
function boxInQuestion(labels: Uint8Array, picture: Size): (Size & { left: number; top: number }) | null {
  const rim = Math.ceil(around * Math.max(picture.width, picture.height))
  let [left, top, right, bottom] = [picture.width, picture.height, 0, 0]
  labels.forEach((value, i) => {
    if (value === label.ground) return
    const x = i % picture.width
    const y = Math.floor(i / picture.width)
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  })
  if (right === 0) return null
  ;[left, top] = [Math.max(0, left - rim), Math.max(0, top - rim)]
  ;[right, bottom] = [Math.min(picture.width, right + rim), Math.min(picture.height, bottom + rim)]
  return { left, top, width: right - left, height: bottom - top }
}
