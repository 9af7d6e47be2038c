import type { Picture } from '../../core/image'
import { resizePicture } from '../../motion/filters/resample'
import type { Fills } from './fills'

/**
 * One picture at the working size on which the fill of whatever frame is drawn next is laid: the plate
 * everywhere, what the networks drew inside the box.
 */
export class FillSheet {
  private readonly sheet: Picture
  private shown = -1

  constructor(
    private readonly fills: Fills,
    plate: Picture,
  ) {
    const small = resizePicture(plate, fills.size.width, fills.size.height)
    this.sheet = { ...small, data: small.data.slice() }
  }

  /** The fill of a moment, valid until the next call; null where nothing was uncovered. */
  async show(moment: number): Promise<Picture | null> {
    if (this.shown === moment) return this.sheet
    const picture = await this.fills.picture(moment)
    if (!picture) return null
    const { box } = this.fills
    for (let row = 0; row < box.height; row++) {
      const from = 4 * row * box.width
      const to = 4 * ((box.y + row) * this.sheet.width + box.x)
      this.sheet.data.set(picture.data.subarray(from, from + 4 * box.width), to)
    }
    this.shown = moment
    return this.sheet
  }
}
