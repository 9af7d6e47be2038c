import { type Film, filmAt } from './film'

/** Columns and rows of the inside of a mouth: from its right corner to the left one, from the upper lip's inner edge to the lower's. */
export const mouthGrid = { columns: 40, rows: 24 } as const
/** Columns and rows of the skin's light, over the mean face as it looks at the viewer. */
export const skinGrid = { columns: 44, rows: 52 } as const
/** Where the skin's grid lies on the mean face, in its own unit: left, top, right, bottom. */
export const skinBox = [-0.84, -0.64, 0.84, 1.36] as const

/** How much lighter or darker than in the neutral a place of the skin may be told, as a natural logarithm. */
export const mostLight = 0.3

/** What is read of a picture in which a face was found: the inside of its mouth, and the light of its skin. */
export interface FaceSight {
  /** Bytes, [mouth rows, columns, 3]. */
  mouth: Uint8Array<ArrayBuffer>
  /** How far the lips are parted, in the mouth's own width. */
  parted: number
  /** Natural logarithm of the light of each place of the skin, [skin rows, columns]. */
  light: Float32Array<ArrayBuffer>
  /** How well each of those places is seen, 0..1. */
  facing: Float32Array<ArrayBuffer>
  /** Mean colour of cheeks and chin, of 255. */
  lamp: [number, number, number]
  /** How the head is turned: of the mean face, rows. */
  rotation: Float64Array
}

/**
 * What the pixels of one who drives a face showed at a moment: the inside of the mouth, and how much lighter or darker each place
 * of the skin was than in the neutral. Nothing of the face's own colours or shape but the inside of its mouth.
 */
export interface ImprintMoment {
  /** Red, green, blue of 255, [rows, columns, 3]. */
  mouth: Float32Array<ArrayBuffer>
  /** How far the lips were parted in the middle, in the mouth's own width. */
  parted: number
  /** Natural logarithms, [rows, columns]. */
  skin: Float32Array<ArrayBuffer>
  /** Mean colour of the neutral's cheeks and chin, by which the mouth was lit, of 255. */
  lamp: [number, number, number]
  /** How much of each is shown, 0..1. */
  shares: { mouth: number; skin: number }
}

/** The same over time, as a project keeps it. */
export interface Imprint {
  mouth: Film
  /** Bytes: 128 is as in the neutral, 127 more or less are `mostLight`. */
  skin: Film
  /** `parted` of each moment, 255 is 0.75. */
  parted: Uint8Array<ArrayBuffer>
  lamp: [number, number, number]
}

/** An imprint that goes along with a face's channels. */
export interface ImprintCourse {
  imprint: Imprint
  /** Moments a second, the second of it at which the clip begins, and the last that is used. */
  rate: number
  from: number
  to: number
  shares: ImprintMoment['shares']
}

/** What 255 of `parted` stands for. */
export const partedScale = 0.75

/** The imprint at a time of the clip, between its neighbours; a moment is as it is. */
export function imprintAt(course: ImprintCourse | ImprintMoment, time: number): ImprintMoment {
  if (!('imprint' in course)) return course
  const { imprint, rate, from, to, shares } = course
  const { mouth, skin, parted, lamp } = imprint
  const at = Math.min(Math.min(from + Math.max(0, time), to) * rate, Math.max(0, parted.length - 1))
  const [low, high] = [Math.floor(at), Math.min(parted.length - 1, Math.floor(at) + 1)]
  const open = (k: number) => ((parted[k] ?? 0) / 255) * partedScale
  return {
    mouth: filmAt(mouth, at),
    parted: open(low) + (open(high) - open(low)) * (at - low),
    skin: filmAt(skin, at).map((value) => ((value - 128) / 127) * mostLight),
    lamp,
    shares,
  }
}
