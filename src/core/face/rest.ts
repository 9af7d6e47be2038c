import { coordinate, difference } from './coordinates'
import { fitSimilarity, rotate, type Similarity } from './fit'
import { lips, oval } from './points'
import { templateFace } from './template'

/** A face as it lies in the still, and what of it the ways of expressions are measured by. */
export interface RestFace {
  /** [478, 3], picture pixels; z like x, away from the viewer. */
  landmarks: Float32Array
  /** From the template to the picture. */
  fit: Similarity
  /** The mouth's width against the template's. */
  mouth: number
  /** How much further it may be drawn wide, 0..1: less where it smiles in the still. */
  room: number
  /** Distance of the outer corners of the eyes, picture pixels, as if seen from the front. */
  unit: number
  /** About which the head turns and nods (between the ears), and leans (in the neck); picture pixels. */
  pivot: [number, number, number]
  neck: [number, number]
  /** Where the lips meet, [11, 2]: midway between their inner rows. */
  seam: Float32Array
}

export function restFace(landmarks: Float32Array): RestFace {
  const fit = fitSimilarity(templateFace, landmarks)
  const place = (x: number, y: number, z: number) => {
    const turned = rotate(fit.rotation, x, y, z)
    return turned.map((value, k) => fit.scale * value + (fit.shift[k] as number)) as [number, number, number]
  }
  const own = Math.hypot(...difference(landmarks, 61, 291))
  const usual = fit.scale * Math.hypot(...difference(templateFace, 61, 291))
  const neck = place(0, 1.55, 0.35)
  const seam = Float32Array.from(
    lips.upperInner.flatMap((upper, k) =>
      [0, 1].map(
        (axis) => (coordinate(landmarks, upper, axis) + coordinate(landmarks, lips.lowerInner[k] as number, axis)) / 2,
      ),
    ),
  )
  return {
    landmarks,
    fit,
    mouth: Math.min(1.6, Math.max(0.5, own / usual)),
    room: Math.min(1, Math.max(0.3, 1 - (own / usual - 1.05) / 0.35)) * (1 - 0.45 * parted(landmarks, fit.scale)),
    unit: fit.scale,
    pivot: place(0, 0.3, 0.45),
    neck: [neck[0], neck[1]],
    seam,
  }
}

/** How far the lips are parted, 0..1: one that shows its teeth smiles already, or speaks. */
function parted(landmarks: Float32Array, unit: number): number {
  const share = Math.min(1, Math.max(0, (Math.hypot(...difference(landmarks, 13, 14)) / unit - 0.02) / 0.04))
  return share * share * (3 - 2 * share)
}

/** Middle of the contour in the picture, from which the head around the face is measured. */
export function faceCentre(landmarks: ArrayLike<number>): [number, number] {
  let [x, y] = [0, 0]
  for (const i of oval) {
    x += (landmarks[3 * i] as number) / oval.length
    y += (landmarks[3 * i + 1] as number) / oval.length
  }
  return [x, y]
}
