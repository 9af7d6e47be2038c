import type { SelectionAsk } from '../../bridge/vision'
import type { Size } from '../../core/geometry'
import type { Mask, Picture } from '../../core/image'

/** Finds the thing that a person means, whatever does it. */
export interface Segmenter {
  /** @param size of the picture in whose pixels places are given; `picture` may be smaller */
  setPicture(picture: Picture, size: Size): void
  /** The thing with a soft border, at the size of the picture that was set. */
  select(ask: SelectionAsk): Mask
}
