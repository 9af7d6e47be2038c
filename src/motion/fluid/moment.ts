import { valueAt } from './lattice'
import type { Flowing, FluidLayer, Swaying } from './types'

/**
 * Numbers a point of a moment takes: way (picture pixels) to where the first sample is read and to where
 * the second one is, what each counts, and the colour that is added.
 */
export const stride = 9

/** What is seen of a fluid at a time, at each point of its lattice; null: the still itself. */
export type Moment = Float32Array<ArrayBuffer> | null

/** @param time seconds */
export function momentOf(layer: FluidLayer, time: number): Moment {
  const share = shareOf(time, layer.hint.period)
  if (share === 0) return null
  const { lattice, motion } = layer
  const out = new Float32Array(stride * lattice.columns * lattice.rows)
  if (motion.manner === 'flow') flow(layer, motion, share, out)
  else sway(layer, motion, share, out)
  return out
}

/** How much of the period has passed, 0..1; exactly 0 where it begins anew. */
export function shareOf(time: number, period: number): number {
  const share = (((time / period) % 1) + 1) % 1
  return share < 1e-6 || share > 1 - 1e-6 ? 0 : share
}

/**
 * Two moments of the flow, one that left the still at the period's beginning and one that arrives at it
 * at its end (Holynski et al. 2021), mixed so that the contrast stays: what differs from the mean colour
 * around is divided by the deviation that the mix would have (Heitz and Neyret 2018).
 */
function flow(layer: FluidLayer, motion: Flowing, share: number, out: Float32Array): void {
  const { lattice } = layer
  const { back, forth, means, alike } = motion
  const count = lattice.columns * lattice.rows
  for (const at of layer.points) {
    const to = stride * at
    const [when, haste] = [motion.turn[at] as number, motion.haste[at] as number]
    const along = Math.min(1, Math.max(0, (share - when + haste) / (2 * haste)))
    const second = along * along * (3 - 2 * along)
    const first = 1 - second
    const [ax, ay] = [
      between(back.by, count, at, share * back.steps, 0),
      between(back.by, count, at, share * back.steps, 1),
    ]
    const left = (1 - share) * forth.steps
    const [bx, by] = [between(forth.by, count, at, left, 0), between(forth.by, count, at, left, 1)]
    out[to] = ax
    out[to + 1] = ay
    out[to + 2] = bx
    out[to + 3] = by
    if (second === 0 || first === 0) {
      out[to + 4] = first
      out[to + 5] = second
      continue
    }
    const [x, y] = [(at % lattice.columns) * lattice.stepX, Math.floor(at / lattice.columns) * lattice.stepY]
    const same = Math.min(1, Math.max(0, valueAt(alike, lattice, x + ax, y + ay)))
    const gain = 1 / Math.sqrt(first * first + second * second + 2 * same * first * second)
    out[to + 4] = gain * first
    out[to + 5] = gain * second
    means.forEach((mean, c) => {
      out[to + 6 + c] =
        (1 - gain) * (first * valueAt(mean, lattice, x + ax, y + ay) + second * valueAt(mean, lattice, x + bx, y + by))
    })
  }
}

/** A table of streams between two of its steps. */
export function between(by: Float32Array, count: number, at: number, step: number, axis: 0 | 1): number {
  const low = Math.floor(step)
  const from = by[2 * (low * count + at) + axis] as number
  const rest = step - low
  return rest === 0 ? from : from + ((by[2 * ((low + 1) * count + at) + axis] as number) - from) * rest
}

/** As a pendulum does that begins in the middle, at the speed that was asked for. */
function sway({ points, velocity, hint }: FluidLayer, { give, lag }: Swaying, share: number, out: Float32Array): void {
  const beat = hint.period / (2 * Math.PI)
  for (const at of points) {
    const late = lag[at] as number
    const way = beat * (give[at] as number) * (Math.sin(2 * Math.PI * share - late) + Math.sin(late))
    out[stride * at] = -way * (velocity.u[at] as number)
    out[stride * at + 1] = -way * (velocity.v[at] as number)
    out[stride * at + 4] = 1
  }
}
