import { actingMotions } from './acting'
import { bendingMotions } from './bending'
import type { Motion } from './motion'
import { movingMotions } from './moving'
import type { MotionName } from './names'
import { scalingMotions } from './scaling'

/** What flows is no part that moves: see `flowOf`. */
const flow: Motion = { cycle: 2, parts: ['whole'], most: 6, held: 'axis', aim: 'any', build: () => [] }

/** Every motion by its name. */
export const motions: Record<MotionName, Motion> = {
  ...bendingMotions,
  ...movingMotions,
  ...scalingMotions,
  ...actingMotions,
  flow,
}
