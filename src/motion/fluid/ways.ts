import { coverOf } from './cover'
import { numbers, valueAt } from './lattice'
import { between, momentOf, shareOf, stride } from './moment'
import type { FluidLayer } from './types'

/** Displacement (picture pixels) on a grid over the picture, x and y interleaved, and how much of it counts, 0..255. */
export interface Ways {
  by: Float32Array
  cover: Uint8Array
}

/**
 * Where a fluid has carried the still's pixels at a time. An endless flow goes nowhere in the end: of the
 * two moments that are seen this is the one that counts more. Null: it is the still.
 */
export function waysFrom(layer: FluidLayer, time: number, width: number, height: number): Ways | null {
  const share = shareOf(time, layer.hint.period)
  const moment = momentOf(layer, time)
  if (!moment || share === 0) return null
  const { motion, lattice } = layer
  const count = lattice.columns * lattice.rows
  return onGrid(layer, width, height, (at, axis) => {
    // What sways does so by little: against where it is read from is where it goes.
    if (motion.manner === 'sway') return -(moment[stride * at + axis] as number)
    return share < (motion.turn[at] as number)
      ? between(motion.forth.by, count, at, share * motion.forth.steps, axis)
      : between(motion.back.by, count, at, (1 - share) * motion.back.steps, axis)
  })
}

/** Where each pixel of a frame is read from, as the way there; likewise. */
export function waysTo(layer: FluidLayer, time: number, width: number, height: number): Ways | null {
  const moment = momentOf(layer, time)
  if (!moment) return null
  return onGrid(layer, width, height, (at, axis) => {
    const from = stride * at
    return moment[from + (((moment[from + 5] as number) > (moment[from + 4] as number) ? 2 : 0) + axis)] as number
  })
}

function onGrid(layer: FluidLayer, width: number, height: number, way: (at: number, axis: 0 | 1) => number): Ways {
  const { lattice, points } = layer
  const [x, y] = [numbers(lattice), numbers(lattice)]
  for (const at of points) {
    x[at] = way(at, 0)
    y[at] = way(at, 1)
  }
  const cover = coverOf(layer, { width, height }).data
  const by = new Float32Array(2 * width * height)
  const [perX, perY] = [((lattice.columns - 1) * lattice.stepX) / width, ((lattice.rows - 1) * lattice.stepY) / height]
  for (let at = 0; at < cover.length; at++) {
    if ((cover[at] as number) === 0) continue
    const [px, py] = [((at % width) + 0.5) * perX, (Math.floor(at / width) + 0.5) * perY]
    by[2 * at] = valueAt(x, lattice, px, py)
    by[2 * at + 1] = valueAt(y, lattice, px, py)
  }
  return { by, cover }
}
