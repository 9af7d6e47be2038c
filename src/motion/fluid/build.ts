import type { Size } from '../../core/geometry'
import type { FluidHint } from '../../core/hint'
import type { Picture, Plane } from '../../core/image'
import { maskToPlane } from '../../core/mask'
import { smoothstep } from '../curve'
import { softBlur } from '../filters/box'
import { likeness, meansOf, turns } from './blend'
import { type Lattice, latticeOver, numbers, onLattice, smoothed } from './lattice'
import { noiseAt } from './noise'
import { islandsOf, shoresOf } from './shores'
import { followStreams, stepsFor } from './streams'
import type { Flowing, FluidLayer, Swaying } from './types'
import { velocityOf } from './velocity'

/**
 * All that the moments of a fluid have in common.
 *
 * @param still the picture at the size of the field's grid
 * @param picture the size whose pixels the hint is given in
 * @param scale factor of its speed, 0..1
 * @param behind layers of the field that lie behind it
 * @param former the same area, flowing otherwise: what it has in common is taken over
 * @param rough in haste, from `former`: it flows nearly as the arrows say
 * @returns null where nothing is selected or nothing is asked to flow
 */
export function buildFluid(
  still: Picture,
  picture: Size,
  hint: FluidHint,
  scale: number,
  behind: number,
  former?: FluidLayer,
  rough = false,
): FluidLayer | null {
  const arrows = hint.arrows.map(({ x, y, dx, dy }) => ({ x, y, dx: dx * scale, dy: dy * scale }))
  const selection = maskToPlane(hint.selection, still.width, still.height)
  const lattice = latticeOver(picture)
  const cover = onLattice(hint.passes === 'behind' ? whole(selection) : selection, lattice)
  if (!arrows.some(({ dx, dy }) => dx !== 0 || dy !== 0) || !cover.some((value) => value > 0.5)) return null
  const begin = rough ? former?.velocity : undefined
  const velocity = velocityOf({ ...hint, arrows }, shoresOf(cover, lattice), lattice, begin)
  const soft = (hint.softness * still.width) / picture.width
  const alpha = former?.alpha ?? (hint.manner === 'flow' ? rimmed(selection, soft) : selection)
  const { cells, points } = cellsOf(alpha, lattice)
  const motion =
    hint.manner === 'flow'
      ? flowing(
          still,
          selection,
          { velocity, cover, lattice, picture, period: hint.period },
          points,
          former?.motion,
          rough,
        )
      : swaying(hint, cover, lattice)
  const hasty = rough && former !== undefined
  return { hint, still, scale, rough: hasty, behind, lattice, velocity, alpha, points, cells, motion }
}

function flowing(
  still: Picture,
  selection: Plane,
  course: Parameters<typeof followStreams>[0],
  points: Uint32Array,
  former: FluidLayer['motion'] | undefined,
  rough: boolean,
): Flowing {
  const known = former?.manner === 'flow' ? former : null
  const steps = rough && known ? Math.ceil(stepsFor(course) / 2) : stepsFor(course)
  const back = followStreams(course, points, steps, -1)
  const forth = followStreams(course, points, steps, 1)
  return {
    manner: 'flow',
    back,
    forth,
    ...turns(back, forth, points, course.lattice),
    means: known?.means ?? meansOf(still, selection, course.lattice),
    alike: rough && known ? known.alike : likeness(still, forth, course.lattice),
  }
}

/** What sways is held along its border; one part follows the other as wind goes through it. */
function swaying(hint: FluidHint, cover: Float32Array, lattice: Lattice): Swaying {
  const long = Math.max(lattice.columns, lattice.rows)
  const rim = Math.max(1, hint.softness / lattice.stepX)
  const soft = smoothed(cover, lattice, Math.ceil(rim * rim))
  const give = soft.map((value, at) => ((cover[at] as number) > 0 ? smoothstep(0.55, 1, value) : 0))
  const [{ x, y, dx, dy }] = hint.arrows as [FluidHint['arrows'][number]]
  const speed = Math.hypot(dx, dy) || 1
  const whimAt = (column: number, row: number) => 3 * hint.turbulence * (noiseAt(column / 10, row / 10, 23) - 0.5)
  const lag = numbers(lattice)
  const here = whimAt(x / lattice.stepX, y / lattice.stepY)
  for (let at = 0; at < lag.length; at++) {
    const [column, row] = [at % lattice.columns, Math.floor(at / lattice.columns)]
    const along = ((column - x / lattice.stepX) * dx + (row - y / lattice.stepY) * dy) / speed
    lag[at] = (2 * Math.PI * along) / (0.5 * long) + whimAt(column, row) - here
  }
  return { manner: 'sway', give, lag }
}

/** 0 at the selection's border and outside, 1 from `soft` pixels inwards; the picture's own border is none. */
function rimmed(selection: Plane, soft: number): Plane {
  if (soft < 1) return selection
  const near = softBlur(selection, soft / 2)
  const data = selection.data.map((value, i) => value * smoothstep(0.5, 0.98, near.data[i] as number))
  return { ...selection, data }
}

/** An area without its islands. */
function whole(selection: Plane): Plane {
  const { width, height } = selection
  const lattice = { columns: width, rows: height, stepX: 1, stepY: 1 }
  const inside = Uint8Array.from(selection.data, (value) => (value > 0.5 ? 1 : 0))
  const island = islandsOf(inside, lattice)
  return { width, height, data: selection.data.map((value, i) => (island[i] ? 1 : value)) }
}

function cellsOf(
  alpha: Plane,
  lattice: Lattice,
): { cells: Uint32Array<ArrayBuffer>; points: Uint32Array<ArrayBuffer> } {
  const { columns, rows } = lattice
  const used = new Uint8Array(columns * rows)
  const cells: number[] = []
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      if (
        !covers(alpha, column / (columns - 1), row / (rows - 1), (column + 1) / (columns - 1), (row + 1) / (rows - 1))
      )
        continue
      const at = row * columns + column
      cells.push(at)
      for (const corner of [at, at + 1, at + columns, at + columns + 1]) used[corner] = 1
    }
  const points: number[] = []
  used.forEach((value, at) => {
    if (value) points.push(at)
  })
  return { cells: Uint32Array.from(cells), points: Uint32Array.from(points) }
}

/** Whether anything is opaque in a rectangle (shares of the plane), a pixel around it counted in. */
function covers({ width, height, data }: Plane, left: number, top: number, right: number, bottom: number): boolean {
  for (let y = Math.max(0, Math.floor(top * height) - 1); y <= Math.min(height - 1, Math.ceil(bottom * height)); y++)
    for (let x = Math.max(0, Math.floor(left * width) - 1); x <= Math.min(width - 1, Math.ceil(right * width)); x++)
      if ((data[y * width + x] as number) > 0) return true
  return false
}
