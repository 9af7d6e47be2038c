import type { Size } from '../../core/geometry'
import type { ClipTime, Hint } from '../../core/hint'
import type { FluidState } from './state'
import { manners } from './substance'

/**
 * What flows, how fast and how often it repeats. Arrows of no length are asked for too: they hold the
 * flow where they stand. Without any that has a length nothing is asked for.
 */
export function fluidHints(control: string, state: FluidState, clip: ClipTime, picture: Size): Hint[] {
  const usual = manners[state.substance]
  const arrows = state.arrows.map(({ x, y, dx, dy }) => ({ x, y, dx: dx * state.speed, dy: dy * state.speed }))
  if (!arrows.some(({ dx, dy }) => dx !== 0 || dy !== 0)) return []
  return [
    {
      kind: 'fluid',
      control,
      selection: state.mask,
      arrows,
      period: fittedPeriod(state.period ?? usual.period, clip),
      manner: usual.manner,
      turbulence: state.turbulence ?? usual.turbulence,
      softness: (state.softness ?? usual.softness) * Math.max(picture.width, picture.height),
      lift: usual.lift,
      passes: usual.passes,
    },
  ]
}

/** The nearest period of which a whole number fits into a clip that repeats. */
export function fittedPeriod(period: number, clip: ClipTime): number {
  if (clip.period === null) return period
  return clip.period / Math.max(1, Math.round(clip.period / period))
}
