import type { Point, Size } from '../../../core/geometry'
import type { ClipTime, FlowArrow } from '../../../core/hint'
import type { RegionState } from '../state'
import { regionShape } from './edit'
import { planOf } from './plan'
import { middleOf } from './shape/grid'
import type { Shape } from './shape/shape'

/** Slices across the thing through which its middle line is laid. */
const slices = 6

/** What flows along a region whose words say "flow": arrows (picture pixels a second) and the period; null: nothing flows. */
export function flowOf(
  state: RegionState,
  clip: ClipTime,
  picture: Size,
): { arrows: FlowArrow[]; period: number } | null {
  const plan = planOf(state)
  if (plan?.motion !== 'flow') return null
  const shape = regionShape(state, picture)
  if (!shape) return null
  const long = Math.max(picture.width, picture.height)
  const speed =
    plan.magnitude === null
      ? 0.14 * long * plan.speed * plan.amount
      : (plan.magnitude * long) / 512 / (clip.step ?? 1 / 24)
  const line = middleLine(shape)
  const arrows = line.flatMap((at, i): FlowArrow[] => {
    const [a, b] = [line[Math.max(0, i - 1)] as Point, line[Math.min(line.length - 1, i + 1)] as Point]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    return length > 0 ? [{ ...at, dx: (speed * (b.x - a.x)) / length, dy: (speed * (b.y - a.y)) / length }] : []
  })
  const way = plan.direction
  const towards = (x: number, y: number) => arrows.reduce((sum, { dx, dy }) => sum + dx * x + dy * y, 0)
  // Where the thing does not lie along what was asked for, it flows there straight.
  if (way !== null && Math.abs(towards(Math.cos(way), Math.sin(way))) < 0.5 * speed * arrows.length)
    return {
      arrows: arrows.map(({ x, y }) => ({ x, y, dx: speed * Math.cos(way), dy: speed * Math.sin(way) })),
      period: periodOf(clip, plan.speed),
    }
  // Along the vessel; without a word, down, or to the right.
  const [x, y] = way === null ? [0.3, 1] : [Math.cos(way), Math.sin(way)]
  const sign = towards(x, y) < 0 ? -1 : 1
  return {
    arrows: arrows.map((arrow) => ({ ...arrow, dx: arrow.dx * sign, dy: arrow.dy * sign })),
    period: periodOf(clip, plan.speed),
  }
}

function periodOf(clip: ClipTime, speed: number): number {
  const wanted = 2 / Math.min(4, Math.max(0.5, speed))
  return clip.period ? clip.period / Math.max(1, Math.round(clip.period / wanted)) : wanted
}

/** Middles of slices across the longest extent. */
function middleLine({ grid, centre, axis }: Shape): Point[] {
  const cells: { at: Point; along: number }[] = []
  grid.inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(grid, cell)
    cells.push({ at, along: (at.x - centre.x) * axis.x + (at.y - centre.y) * axis.y })
  })
  const [low, high] = cells.reduce(
    ([least, most], { along }) => [Math.min(least, along), Math.max(most, along)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  return Array.from({ length: slices }, (_, k) => {
    const [from, to] = [low + ((high - low) * k) / slices, low + ((high - low) * (k + 1)) / slices]
    const slice = cells.filter(({ along }) => along >= from && along <= to)
    return {
      x: slice.reduce((sum, { at }) => sum + at.x, 0) / slice.length,
      y: slice.reduce((sum, { at }) => sum + at.y, 0) / slice.length,
    }
  }).filter(({ x }) => Number.isFinite(x))
}
