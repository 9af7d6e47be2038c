import type { Mask } from '../core/image'

export type ScenerySubject = 'sky' | 'water' | 'foliage' | 'thing' | 'hair'

/** An area of a picture that could move by itself. */
export interface Scenery {
  subject: ScenerySubject
  /** How sure it is, 0..1. */
  confidence: number
  /** The area, its border along the picture's own edges. */
  selection: Mask
}

/** A face of the picture, as perception has found it; see bridge/face. */
export interface FaceInPicture {
  landmarks: Float32Array<ArrayBuffer>
  figure: Mask
}

/** What the page may ask of the worker that looks a new picture over. */
export interface SceneryApi {
  /** What could move by itself, the surest first. */
  find(still: ImageBitmap): Promise<Scenery[]>
  /** Loose hair around a face of the picture that was looked over; null: it has none. */
  hairOf(face: FaceInPicture): Promise<Scenery | null>
}
