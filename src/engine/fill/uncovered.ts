import type { Runtime } from '../runtime/runtime'
import type { Conditions } from './conditions'
import type { FillJob } from './fill'
import type { Holes } from './holes'
import type { Place } from './place'

/** What renders of the same motion at the same working size share, whatever their seed, sampler and steps. */
export interface Uncovered {
  /** Of everything that it depends on beside the runtime. */
  key: string
  runtime: Runtime
  holes: Holes
  place: Place
  pictures: FillJob['pictures']
  /** Of the same of all moments: the pictures and the place. */
  setting: string
  conditions: Conditions
}
