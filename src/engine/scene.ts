import { fitLongSide, type Size } from '../core/geometry'
import type { Hint } from '../core/hint'
import type { Mask, Picture, Plane } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import { maskToPlane } from '../core/mask'
import { buildField, updateTracks } from '../motion/field'
import { resizePicture } from '../motion/filters/resample'
import { hintPlaces } from '../motion/places'
import { fillingPlate } from '../motion/plate/fill'
import { sameBeginnings } from '../motion/same'
import type { MotionField } from '../motion/types'
import type { Fills } from './fill/fills'
import type { Holes } from './fill/holes'
import type { Uncovered } from './fill/uncovered'
import { influenceOf } from './influence'
import { digest, Kept } from './kept'
import { pause } from './pause'
import type { Runtime } from './runtime/runtime'
import { Looks } from './seen'
import { thingOf } from './segment'

/** Longest side of anything that is made. */
export const maxOutputSide = 3840
/** Long side of the motion field's grid. */
const fieldSide = 512
/** Long side of the plate that the preview shows. */
const previewPlateSide = 1024
/** The plate is the same whatever the seed of the render: what was seen is what is rendered. */
const plateSeed = 0
/** Sizes of the still that are kept: the field's, the preview plate's, the output's, the working one. */
const keptSizes = 5

/** A picture that is being worked on, and everything that has been found out about it so far. */
export class Scene {
  private readonly influences = new Kept<Influence>()
  private readonly plates = new Kept<Picture>(2)
  private readonly looks = new Looks(() => this.at(fieldSide))
  private readonly sizes = new Map<string, Picture>()
  private built: { hints: Hint[]; influence: Influence; field: MotionField } | null = null
  private forgetting: Promise<unknown> = Promise.resolve()
  /** What the last motion uncovers, by the motion and the working size. */
  readonly holes = new Kept<Holes | null>()
  uncovered: Uncovered | null = null
  /** What the networks drew last, and for what. */
  fills: { key: string; fills: Fills } | null = null

  /**
   * @param still at most `maxOutputSide` long
   * @param picture the source's own size, whose pixels hints are given in
   */
  constructor(
    readonly still: Picture,
    readonly picture: Size,
  ) {}

  /**
   * Kept until a hint begins elsewhere; where paths lead does not matter.
   *
   * @param clicks the places are clicks, about which the graph is asked once
   */
  influence(runtime: Runtime, places: readonly HintPlace[], clicks = false): Promise<Influence> {
    return this.influences.get(JSON.stringify([places, clicks]), () =>
      influenceOf(runtime, this.at(fieldSide), places, { looks: this.looks, again: !clicks }),
    )
  }

  /** The thing that places were clicked on; null where the pack cannot say. The picture is looked at once. */
  async thing(runtime: Runtime, places: readonly HintPlace[]): Promise<Plane | null> {
    const { pack } = runtime
    if (!pack.has('segment') || places.length === 0) return null
    if (places.length > pack.manifestOf('segment').motion.maxHints) return null
    return thingOf(runtime, await this.looks.seen(runtime, 'segment-encoder'), places)
  }

  /** Built anew only when a hint begins elsewhere or something else is frozen; otherwise it gets the new tracks. */
  async field(runtime: Runtime, hints: Hint[], controlScale: number): Promise<MotionField> {
    const influence = await this.influence(runtime, hintPlaces(hints, this.picture))
    const { built } = this
    const field =
      built?.influence === influence && sameBeginnings(built.hints, hints, this.picture)
        ? updateTracks(built.field, hints, controlScale)
        : buildField(this.at(fieldSide), this.picture, hints, influence, controlScale, built?.field)
    this.built = { hints, influence, field }
    return field
  }

  /**
   * The still without what is lifted, at a size; by default at the one that the preview shows. What is
   * lifted counts in steps of 1/255, so that preview and render share one plate where their sizes agree.
   */
  plate(lifted: Mask, size: Size = fitLongSide(this.still, previewPlateSide)): Promise<Picture> {
    const key = `${size.width}x${size.height} ${lifted.width}x${lifted.height} ${digest(lifted.data)}`
    return this.plates.get(key, () =>
      inRounds(fillingPlate(this.sized(size), maskToPlane(lifted, lifted.width, lifted.height), plateSeed)),
    )
  }

  /** The same scene with all that has been found out, for fills of its own: those of this one stay. */
  beside(): Scene {
    return Object.assign(Object.create(this) as Scene, { fills: null, uncovered: null })
  }

  /** What the networks drew is not wanted any more: memory is free at once, the disk when this is over. */
  forgetFills(): Promise<unknown> {
    const { fills } = this
    this.fills = null
    const forgotten = fills?.fills.forget()
    this.forgetting = Promise.all([this.forgetting, forgotten])
    return this.forgetting
  }

  forgetUncovered(): void {
    this.uncovered?.conditions.close()
    this.uncovered = null
  }

  /** The picture is not worked on any more. */
  async close(): Promise<void> {
    this.looks.close()
    await this.forget()
  }

  /** Nothing that networks have drawn or said of a motion is wanted any more. */
  async forget(): Promise<void> {
    this.forgetUncovered()
    await this.forgetFills()
  }

  /** The still with a long side of at most `longSide`. */
  at(longSide: number): Picture {
    return this.sized(fitLongSide(this.still, longSide))
  }

  /** The still at a size; the last few are kept. */
  sized({ width, height }: Size): Picture {
    const key = `${width}x${height}`
    const made = this.sizes.get(key) ?? resizePicture(this.still, width, height)
    this.sizes.delete(key)
    this.sizes.set(key, made)
    for (const oldest of this.sizes.keys()) {
      if (this.sizes.size <= keptSizes) break
      this.sizes.delete(oldest)
    }
    return made
  }
}

/** Runs to the end, and lets everything that waits run between two rounds. */
async function inRounds<T>(rounds: Generator<void, T>): Promise<T> {
  for (;;) {
    const { done, value } = rounds.next()
    if (done) return value
    await pause()
  }
}
