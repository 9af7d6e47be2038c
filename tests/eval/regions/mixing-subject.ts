import { fluidHints } from '../../../src/controls/fluid/hints'
import { regionHints } from '../../../src/controls/region/hints'
import { partsOf } from '../../../src/controls/region/prompt/parts'
import { flowAt as partFlow } from '../../../src/controls/region/prompt/testing/flow'
import type { RegionState } from '../../../src/controls/region/state'
import { trajectoryHints } from '../../../src/controls/trajectory/hints'
import type { Point } from '../../../src/core/geometry'
import { fitLongSide } from '../../../src/core/geometry'
import type { Hint } from '../../../src/core/hint'
import type { Mask, Picture } from '../../../src/core/image'
import { compose } from '../../../src/motion/compose'
import { buildField } from '../../../src/motion/field'
import { resizePicture } from '../../../src/motion/filters/resample'
import { flowAt } from '../../../src/motion/flow'
import { hintPlaces } from '../../../src/motion/places'
import { plainInfluence } from '../../../src/motion/plain/influence'
import { fillPlate } from '../../../src/motion/plate/fill'

/** One control, or a few that belong together: what they ask for, and where a place of theirs should be when. */
export interface Wish {
  name: string
  hints: Hint[]
  at: Point
  time: number
  by: Point
}

const clip = { span: 2, period: null, step: 1 / 24 }
const region = (mask: Mask, prompt?: string): RegionState => ({
  ...{ kind: 'region', clicks: [], mask, grow: 0, feather: 0 },
  ...(prompt ? { prompt } : {}),
})

/** A region that does what a phrase says. */
export function told(mask: Mask, prompt: string, at: Point, still: Picture): Wish {
  const state = region(mask, prompt)
  const time = 0.7
  const by = partFlow(partsOf(state, clip, still), time, at, still)
  return { name: `“${prompt}”`, hints: regionHints('told', state, clip, still), at, time, by }
}

/** A path that begins in a region. */
export function led(mask: Mask, at: Point, by: Point, still: Picture): Wish {
  const hints = [...regionHints('led', region(mask), clip, still), ...path('path', at, by)]
  return { name: 'a path in a region', hints, at, time: clip.span, by }
}

/** A path within a brushed area. */
export function brushed(area: Mask, at: Point, by: Point): Wish {
  const hints: Hint[] = [{ kind: 'limit', control: 'brush', selection: area }, ...path('brushed', at, by)]
  return { name: 'a brushed path', hints, at, time: clip.span, by }
}

/** An area that flows as an arrow says, a quarter of a second later. */
export function flowing(mask: Mask, at: Point, way: Point, still: Picture): Wish {
  const arrows = [{ ...at, dx: way.x, dy: way.y }]
  const hints = fluidHints('fluid', { kind: 'fluid', mask, arrows, substance: 'water', speed: 1 }, clip, still)
  return { name: 'water', hints, at, time: 0.25, by: { x: way.x / 4, y: way.y / 4 } }
}

function path(control: string, at: Point, by: Point): Hint[] {
  const points = [at, { x: at.x + by.x, y: at.y + by.y }]
  return trajectoryHints(control, { kind: 'trajectory', points, strength: 1 }, clip.span)
}

/** How far (pixels) each wish's place is from where it should be, with these hints at work. */
export function misses(still: Picture, hints: Hint[], wishes: readonly Wish[]): number[] {
  const field = fieldOf(still, hints)
  return wishes.map(({ at, time, by }) => {
    const { data } = flowAt(field, time, still.width, still.height)
    const i = Math.floor(at.y) * still.width + Math.floor(at.x)
    return Math.hypot((data[i] as number) - by.x, (data[still.width * still.height + i] as number) - by.y)
  })
}

/** The frame at a time. */
export function shown(still: Picture, hints: Hint[], time: number): Picture {
  const field = fieldOf(still, hints)
  return compose(field, { still, plate: fillPlate(still, field.lifted, 1) }, time, still)
}

function fieldOf(still: Picture, hints: Hint[]) {
  const { width, height } = fitLongSide(still, 512)
  const influence = plainInfluence(still, hintPlaces(hints, still))
  return buildField(resizePicture(still, width, height), still, hints, influence)
}
