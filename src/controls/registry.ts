import * as v from 'valibot'
import type { Size } from '../core/geometry'
import type { ClipTime, Hint } from '../core/hint'
import { bodyHints } from './body/hints'
import { bodyState } from './body/state'
import { brushHints } from './brush/hints'
import { brushState } from './brush/state'
import { cameraHints } from './camera/hints'
import { cameraState } from './camera/state'
import { cloneHints } from './clone/hints'
import { cloneState } from './clone/state'
import { faceHints } from './face/hints'
import { faceState } from './face/state'
import { fluidHints } from './fluid/hints'
import { fluidState } from './fluid/state'
import { freezeHints } from './freeze/hints'
import { freezeState } from './freeze/state'
import { pinHints } from './pin/hints'
import { pinState } from './pin/state'
import { regionHints } from './region/hints'
import { regionState } from './region/state'
import { trajectoryHints } from './trajectory/hints'
import { trajectoryState } from './trajectory/state'

/** Every way to say "move". A new one is a folder and its line here and in `hintsOf`. */
export const controlState = v.variant('kind', [
  trajectoryState,
  pinState,
  freezeState,
  regionState,
  brushState,
  fluidState,
  cameraState,
  faceState,
  bodyState,
  cloneState,
])

/** What a person or a script gives to make a control. */
export type ControlInput = v.InferInput<typeof controlState>
export type ControlState = v.InferOutput<typeof controlState>

/** What a control asks of the motion field over a clip of a picture of this size. */
export function hintsOf(control: string, state: ControlState, clip: ClipTime, picture: Size): Hint[] {
  switch (state.kind) {
    case 'trajectory':
      return trajectoryHints(control, state, clip.span)
    case 'pin':
      return pinHints(control, state)
    case 'freeze':
      return freezeHints(control, state)
    case 'region':
      return regionHints(control, state, clip, picture)
    case 'brush':
      return brushHints(control, state)
    case 'fluid':
      return fluidHints(control, state, clip, picture)
    case 'camera':
      return cameraHints(control, state, clip, picture)
    case 'face':
      return faceHints(control, state, clip, picture)
    case 'body':
      return bodyHints(control, state, clip, picture)
    case 'clone':
      return cloneHints(control, state, clip, picture)
  }
}
