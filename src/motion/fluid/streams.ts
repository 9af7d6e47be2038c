import type { Size } from '../../core/geometry'
import { type Lattice, type Velocity, valueAt } from './lattice'

/**
 * Where the flow carries each point of a lattice: its displacement (picture pixels) after each of
 * `steps` equal steps of a period, [steps + 1, points, 2], and the share of the period for which it
 * stays in the area.
 */
export interface Streams {
  steps: number
  by: Float32Array<ArrayBuffer>
  stays: Float32Array<ArrayBuffer>
}

export interface Course {
  velocity: Velocity
  /** How much of each point's surroundings belongs to the area, 0..1. */
  cover: Float32Array
  lattice: Lattice
  picture: Size
  /** Seconds. */
  period: number
}

/** Steps of which none is longer than about a lattice step and a half. */
export function stepsFor({ velocity, lattice, period }: Course): number {
  let fastest = 0
  for (let at = 0; at < velocity.u.length; at++)
    fastest = Math.max(fastest, Math.hypot(velocity.u[at] as number, velocity.v[at] as number))
  const way = (fastest * period) / Math.min(lattice.stepX, lattice.stepY)
  return Math.min(64, Math.max(8, Math.ceil(way / 1.5)))
}

/**
 * Follows the flow from every point of `points`, forwards (`way` 1) or backwards (-1), by Runge-Kutta of
 * the fourth order. Where a stream would leave the area it turns back on itself, so that what comes in
 * over the border is the area's own, mirrored, never what lies beyond; where it runs along the border it
 * slides.
 */
export function followStreams(course: Course, points: Uint32Array, steps: number, way: 1 | -1): Streams {
  const { lattice, period, picture } = course
  const count = lattice.columns * lattice.rows
  const by = new Float32Array(2 * count * (steps + 1))
  const stays = new Float32Array(count).fill(1)
  const place = { x: 0, y: 0 }
  for (const point of points) {
    const x0 = (point % lattice.columns) * lattice.stepX
    const y0 = Math.floor(point / lattice.columns) * lattice.stepY
    let [x, y, sign] = [x0, y0, way as number]
    for (let step = 1; step <= steps; step++) {
      advance(course.velocity, lattice, x, y, (sign * period) / steps, place)
      const leaves = leaving(course, x, y, place.x, place.y)
      if (leaves === 'back') {
        sign = -sign
        stays[point] = Math.min(stays[point] as number, (step - 0.5) / steps)
        advance(course.velocity, lattice, x, y, (sign * period) / steps, place)
        // Both ways lead out: it stays where it is.
        if (leaving(course, x, y, place.x, place.y) === 'back') [place.x, place.y] = [x, y]
      } else if (leaves === 'border') stays[point] = Math.min(stays[point] as number, (step - 0.5) / steps)
      x = place.x
      y = place.y
      const at = 2 * (step * count + point)
      by[at] = mirrored(x, picture.width) - x0
      by[at + 1] = mirrored(y, picture.height) - y0
    }
  }
  return { steps, by, stays }
}

/** How a stream that goes from one place to another leaves the area: not at all, over the picture's border, or so that it turns back. */
function leaving(course: Course, x: number, y: number, toX: number, toY: number): 'no' | 'border' | 'back' {
  const { cover, lattice, picture } = course
  const out = toX < 0 || toY < 0 || toX > picture.width || toY > picture.height
  const after = valueAt(cover, lattice, toX, toY)
  if (after >= 0.5) return out ? 'border' : 'no'
  const before = valueAt(cover, lattice, x, y)
  const drop = before - after
  if (drop <= 0) return 'no'
  // Along the border (a wall turns the flow) the cover changes little over a whole step.
  const way = Math.hypot((toX - x) / lattice.stepX, (toY - y) / lattice.stepY)
  return drop < 0.12 * way && after > 0.2 ? 'no' : 'back'
}

/** The place that a flow carries another one to within `time` seconds (which may be negative). */
function advance(flow: Velocity, lattice: Lattice, x: number, y: number, time: number, out: { x: number; y: number }) {
  const half = time / 2
  const au = valueAt(flow.u, lattice, x, y)
  const av = valueAt(flow.v, lattice, x, y)
  const bu = valueAt(flow.u, lattice, x + half * au, y + half * av)
  const bv = valueAt(flow.v, lattice, x + half * au, y + half * av)
  const cu = valueAt(flow.u, lattice, x + half * bu, y + half * bv)
  const cv = valueAt(flow.v, lattice, x + half * bu, y + half * bv)
  const du = valueAt(flow.u, lattice, x + time * cu, y + time * cv)
  const dv = valueAt(flow.v, lattice, x + time * cu, y + time * cv)
  out.x = x + (time / 6) * (au + 2 * bu + 2 * cu + du)
  out.y = y + (time / 6) * (av + 2 * bv + 2 * cv + dv)
}

/** A place that may lie past the picture's border, mirrored at it. */
function mirrored(place: number, size: number): number {
  const wrapped = ((place % (2 * size)) + 2 * size) % (2 * size)
  return wrapped <= size ? wrapped : 2 * size - wrapped
}
