import { clock, type Pace, type Signal } from './timing'
import { ramp } from './waves'

/** A foot: how far it is ahead of where it stands (-1..1), and how far off the ground (0..1). */
export interface Step {
  fore: Signal
  lift: Signal
}

/**
 * Steps. While a foot stands it goes back evenly, as the ground does; then it is lifted and brought forward. At
 * `offset` 0 it sets out in the middle of its stand, at 0.5 as the other foot.
 *
 * @param stands share of the cycle in which it is on the ground
 */
export function stepping(pace: Pace, offset: number, stands: number): Step {
  const { at, cycles, length, closed: ends } = clock(pace)
  const cycle = length / Math.max(cycles, 0.35)
  const repeats = ends && pace.times === 0
  const swung = (time: number) => {
    const share = at(time) + pace.phase + offset + stands / 2
    return share - Math.floor(share)
  }
  const foreAt = (share: number) =>
    share < stands ? 1 - (2 * share) / stands : -Math.cos((Math.PI * (share - stands)) / (1 - stands))
  const first = foreAt(swung(pace.delay))
  /** From and to stillness, in a share of a cycle. */
  const eased = (time: number, share: number) => {
    const over = Math.min(share * cycle, length / 3)
    return ramp((time - pace.delay) / over) * (ends ? ramp((pace.delay + length - time) / over) : 1)
  }
  const rests = (time: number) => time <= pace.delay || (ends && time >= pace.delay + length)
  return {
    fore: (time) => {
      if (rests(time)) return 0
      return repeats ? foreAt(swung(time)) - first : eased(time, 0.35) * foreAt(swung(time))
    },
    lift: (time) => {
      const share = swung(time)
      if (rests(time) || share < stands) return 0
      // A foot that would be in the air at the first frame stands there: it is lifted soon after.
      return eased(time, 0.12) * Math.sin((Math.PI * (share - stands)) / (1 - stands))
    },
  }
}
