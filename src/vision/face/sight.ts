import type { FaceSight } from '../../core/face/imprint/imprint'
import { takeSight } from '../../motion/face/imprint/take'

/** Keeps the pixels of the picture in hand, until its face is known and what they show has been read. */
export interface SightReader {
  /** Looks at a picture; whoever gave it keeps it. */
  look(picture: ImageBitmap): void
  /** What it shows of a face. @param landmarks [478, 3], pixels of that picture */
  read(landmarks: Float32Array): FaceSight | null
}

export function sightReader(): SightReader {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return {
    look(picture) {
      if (canvas.width !== picture.width) canvas.width = picture.width
      if (canvas.height !== picture.height) canvas.height = picture.height
      context?.drawImage(picture, 0, 0)
    },
    read(landmarks) {
      let [left, top, right, bottom] = [canvas.width, canvas.height, 0, 0]
      for (let i = 0; i < landmarks.length; i += 3) {
        left = Math.min(left, landmarks[i] as number)
        right = Math.max(right, landmarks[i] as number)
        top = Math.min(top, landmarks[i + 1] as number)
        bottom = Math.max(bottom, landmarks[i + 1] as number)
      }
      const x = Math.max(0, Math.floor(left) - 2)
      const y = Math.max(0, Math.floor(top) - 2)
      const width = Math.min(canvas.width, Math.ceil(right) + 2) - x
      const height = Math.min(canvas.height, Math.ceil(bottom) + 2) - y
      if (!context || width < 2 || height < 2) return null
      return takeSight({ width, height, data: context.getImageData(x, y, width, height).data }, landmarks, x, y)
    },
  }
}
