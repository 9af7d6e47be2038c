import * as v from 'valibot'
import { controlState, hintsOf } from '../controls/registry'
import { identifier } from '../controls/shape'
import type { Hint } from '../core/hint'
import { generationSettings } from './settings'
import { thereAndBack } from './there-and-back'
import { clipTime } from './timing'

export const projectVersion = 1

/** A control's own state, and what every control has beside it. */
export const control = v.intersect([
  v.object({
    id: identifier,
    name: v.pipe(v.string(), v.maxLength(200)),
    hidden: v.optional(v.boolean(), false),
    /** Its colour everywhere in the studio, an index into the palette. */
    hue: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63)), 0),
  }),
  controlState,
])

/** Everything that is saved, but for the bytes of the picture, which lie beside it. */
export const project = v.object({
  format: v.literal('kinora'),
  version: v.literal(projectVersion),
  name: v.pipe(v.string(), v.maxLength(200)),
  picture: v.object({
    /** Size after orientation, in pixels: the space of all coordinates. */
    width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535)),
    type: v.pipe(v.string(), v.regex(/^image\/[a-z0-9.+-]+$/)),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  /** In depth order: a later control's layer lies in front of an earlier one's. */
  controls: v.pipe(v.array(control), v.maxLength(256)),
  settings: generationSettings,
})

export type Control = v.InferOutput<typeof control>
export type Project = v.InferOutput<typeof project>

/** What all visible controls ask of the motion field, in depth order. */
export function compileHints(value: Project): Hint[] {
  const clip = clipTime(value.settings)
  const visible = value.controls.filter((item) => !item.hidden)
  const hints = visible.flatMap((item) => hintsOf(item.id, item, clip, value.picture))
  return thereAndBack(hints, value.settings)
}
