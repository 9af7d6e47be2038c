import type { Picture, Plane } from '../../core/image'
import { maskToPlane } from '../../core/mask'
import { dilate } from '../filters/extreme'
import { carriedPlate } from '../plate/fill'
import type { Head } from '../types'
import { type Cover, coverOf } from './cover'
import { cleared, standing, standingRim } from './standing'
import type { FluidLayer } from './types'

/** What of a fluid all frames of one size share: where it is seen, and what it is made of. */
export interface Pool {
  cover: Cover
  /** The picture with everything that does not flow replaced by what flows around it: nothing else is ever carried along. */
  source: Picture
}

const kept = new WeakMap<object, { plate: Picture; pool: Pool }[]>()

/** @param plate the still without what is lifted, at the frame's size */
export function poolOf(layer: FluidLayer, plate: Picture): Pool {
  const found = kept.get(layer.alpha)?.find((item) => item.plate === plate)
  if (found) return found.pool
  const { width, height } = plate
  const cover = coverOf(layer, plate)
  const selection = maskToPlane(layer.hint.selection, width, height)
  if (layer.motion.manner === 'sway') return remember(layer, plate, { cover, source: plate })
  const foreign: Plane = { width, height, data: selection.data.map((value) => (value < 0.5 ? 1 : 0)) }
  if (layer.hint.passes === 'behind') {
    const before = standing(plate, selection)
    for (let i = 0; i < before.data.length; i++) {
      cover.data[i] = (cover.data[i] as number) * (1 - (before.data[i] as number))
      foreign.data[i] = Math.max(foreign.data[i] as number, before.data[i] as number)
    }
  }
  const rim = layer.hint.passes === 'behind' ? standingRim(plate) : 1
  return remember(layer, plate, { cover, source: cleared(plate, dilate(foreign, rim), carriedPlate) })
}

const carriers = new WeakMap<object, { heads: readonly (Head | null)[]; carried: boolean }>()

/** Whether a fluid sways to and fro on a head (its hair): then it is the head's own pixels, as they are just then, that sway. */
export function onHead({ alpha, motion }: FluidLayer, heads: readonly (Head | null)[]): boolean {
  if (motion.manner !== 'sway' || heads.length === 0) return false
  const known = carriers.get(alpha)
  if (known?.heads === heads) return known.carried
  let [all, on] = [0, 0]
  alpha.data.forEach((value, i) => {
    all += value
    on += value * Math.max(0, ...heads.map((head) => (head?.alpha.data[i] as number) ?? 0))
  })
  const carried = on > 0.5 * all
  carriers.set(alpha, { heads, carried })
  return carried
}

function remember(layer: FluidLayer, plate: Picture, pool: Pool): Pool {
  kept.set(layer.alpha, [{ plate, pool }, ...(kept.get(layer.alpha) ?? [])].slice(0, 2))
  return pool
}
