import { fitLongSide, type Size } from '../core/geometry'
import type { Hint } from '../core/hint'
import type { Picture, Plane } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import { buildField, sameBeginnings, updateTracks } from '../motion/field'
import { resizePicture } from '../motion/filters/resample'
import { hintPlaces } from '../motion/places'
import type { MotionField } from '../motion/types'
import type { Fills } from './fill'
import { influenceOf } from './influence'
import { digest, Kept } from './kept'
import type { Runtime } from './runtime/runtime'

/** Longest side of anything that is made. */
export const maxOutputSide = 3840
/** Long side of the motion field's grid. */
const fieldSide = 512

/** A picture that is being worked on, and everything that has been found out about it so far. */
export class Scene {
  private readonly influences = new Kept<Influence>()
  private readonly plates = new Kept<Picture>()
  private readonly stills = new Kept<Picture>()
  private built: { hints: Hint[]; influence: Influence; field: MotionField } | null = null
  /** What the networks drew, until anything at all changes. */
  readonly fills = new Kept<Fills | null>()

  /**
   * @param still at most `maxOutputSide` long
   * @param picture the source's own size, whose pixels hints are given in
   */
  constructor(
    readonly still: Picture,
    readonly picture: Size,
  ) {}

  /** Kept until a hint is set elsewhere; where paths lead does not matter. */
  influence(runtime: Runtime, places: readonly HintPlace[]): Promise<Influence> {
    return this.influences.get(JSON.stringify(places), () => influenceOf(runtime, this.still, places))
  }

  /** Built anew only when a hint begins elsewhere; otherwise the tracks are replaced. */
  async field(runtime: Runtime, hints: Hint[], controlScale: number): Promise<MotionField> {
    const influence = await this.influence(runtime, hintPlaces(hints, this.picture))
    const { built } = this
    const field =
      built?.influence === influence && sameBeginnings(built.hints, hints, this.picture)
        ? updateTracks(built.field, hints, controlScale)
        : buildField(this.at(fieldSide), this.picture, hints, influence, controlScale)
    this.built = { hints, influence, field }
    return field
  }

  /** The still without what `lifted` covers, kept until that changes. */
  plate(lifted: Plane, fill: (still: Picture, lifted: Plane) => Picture): Promise<Picture> {
    return this.plates.get(digest(lifted.data), () => fill(this.still, lifted))
  }

  /** The still at the size of a frame. */
  stillAt(size: Size): Promise<Picture> {
    return this.stills.get(`${size.width}x${size.height}`, () => resizePicture(this.still, size.width, size.height))
  }

  private readonly small = new Map<number, Picture>()
  /** The still with a long side of at most `longSide`; each size is made once. */
  at(longSide: number): Picture {
    const known = this.small.get(longSide)
    if (known) return known
    const size = fitLongSide(this.still, longSide)
    const made = resizePicture(this.still, size.width, size.height)
    this.small.set(longSide, made)
    return made
  }
}
