import type { Size } from '../../core/geometry'
import type { FluidHint, Hint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { sameArea } from '../same'
import { buildFluid } from './build'
import type { FluidLayer } from './types'

/**
 * The fluids that hints ask for, from back to front. What `known` has of them is taken over.
 *
 * @param still the picture at the size of the field's grid
 * @param rough what has changed may be found in haste
 * @param behind how many layers lie behind what the hint at an index asks for
 */
export function fluidsOf(
  still: Picture,
  picture: Size,
  hints: readonly Hint[],
  scale: number,
  behind: (hint: FluidHint, index: number) => number,
  known: readonly FluidLayer[] = [],
  rough = false,
): FluidLayer[] {
  return hints.flatMap((hint, index) => {
    if (hint.kind !== 'fluid') return []
    const before = behind(hint, index)
    const same = known.find(
      (layer) =>
        layer.still === still && layer.scale === scale && (rough || !layer.rough) && sameFluid(layer.hint, hint),
    )
    const former = known.find((layer) => layer.still === still && sameArena(layer.hint, hint))
    const made = same ? { ...same, behind: before } : buildFluid(still, picture, hint, scale, before, former, rough)
    return made ? [made] : []
  })
}

function sameFluid(a: FluidHint, b: FluidHint): boolean {
  return (
    sameArena(a, b) &&
    a.period === b.period &&
    a.turbulence === b.turbulence &&
    a.lift === b.lift &&
    a.arrows.length === b.arrows.length &&
    a.arrows.every((arrow, i) => {
      const other = b.arrows[i]
      return other && arrow.x === other.x && arrow.y === other.y && arrow.dx === other.dx && arrow.dy === other.dy
    })
  )
}

/** Whether two fluids are seen in the same places, however they flow. */
function sameArena(a: FluidHint, b: FluidHint): boolean {
  return (
    a.control === b.control &&
    a.manner === b.manner &&
    a.softness === b.softness &&
    a.passes === b.passes &&
    sameArea(a.selection, b.selection)
  )
}
