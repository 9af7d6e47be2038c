import type { Mask } from '../core/image'

export type ScenerySubject = 'sky' | 'water' | 'foliage' | 'thing'

/** An area of a picture that could move by itself. */
export interface Scenery {
  subject: ScenerySubject
  /** How sure it is, 0..1. */
  confidence: number
  /** The area, its border along the picture's own edges. */
  selection: Mask
}

/** What the page may ask of the worker that looks a new picture over. */
export interface SceneryApi {
  /** What could move by itself, the surest first. */
  find(still: ImageBitmap): Promise<Scenery[]>
}
