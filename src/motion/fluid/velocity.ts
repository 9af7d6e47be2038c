import type { FlowArrow, FluidHint } from '../../core/hint'
import { smoothstep } from '../curve'
import { eddies } from './eddies'
import { type Lattice, numbers, type Velocity, valueAt } from './lattice'
import { relax } from './relax'
import { openness, type Shores } from './shores'
import { turnAlong } from './walls'

/** Rounds in which what the arrows ask for is pushed until the flow where they stand is theirs. */
const rounds = 4
/** How strongly an arrow holds the flow around it, and how far (lattice steps). */
const [grip, reach] = [3, 2.5]

/**
 * The flow that a few arrows say, smooth between them, along the area's shores, with its eddies.
 *
 * @param begin a flow that is nearly it: what is found from there in haste is nearly right
 */
export function velocityOf(
  hint: Pick<FluidHint, 'arrows' | 'turbulence' | 'lift'>,
  shores: Shores,
  lattice: Lattice,
  begin?: Velocity,
): Velocity {
  const { inside } = shores
  const [u, v] = begin
    ? [begin.u.slice(), begin.v.slice()]
    : [guessed(hint.arrows, lattice, 'dx'), guessed(hint.arrows, lattice, 'dy')]
  const last = begin ? 1 : rounds
  const turns = (round: number) => (begin ? 20 : round === 0 ? 80 : 30)
  const holds = hint.arrows.map((arrow) => holdOf(arrow, lattice))
  const rise = liftOf(inside, lattice, hint.lift)
  const swirl = eddies(inside, lattice)
  const wanted = hint.arrows.map(({ dx, dy }) => ({ dx, dy }))
  const longest = Math.max(...hint.arrows.map(({ dx, dy }) => Math.hypot(dx, dy)))
  let open: Float32Array | null = null
  for (let round = 0; ; round++) {
    interpolate(
      u,
      inside,
      holds,
      wanted.map(({ dx }) => dx),
      lattice,
      turns(round),
    )
    interpolate(
      v,
      inside,
      holds,
      wanted.map(({ dy }) => dy),
      lattice,
      turns(round),
    )
    open ??= openness(shores, u, v, lattice)
    const flow = { u: Float32Array.from(u), v: Float32Array.from(v) }
    turnAlong(flow.u, flow.v, shores, open, lattice)
    for (let at = 0; at < inside.length; at++) {
      const gain = rise[at] as number
      const stir = hint.turbulence * Math.hypot(flow.u[at] as number, flow.v[at] as number)
      flow.u[at] = gain * ((flow.u[at] as number) + stir * (swirl.u[at] as number))
      flow.v[at] = gain * ((flow.v[at] as number) + stir * (swirl.v[at] as number))
    }
    carryOut(flow, inside, lattice)
    if (round === last) return flow
    hint.arrows.forEach((arrow, i) => {
      const want = wanted[i] as { dx: number; dy: number }
      want.dx += arrow.dx - valueAt(flow.u, lattice, arrow.x, arrow.y)
      want.dy += arrow.dy - valueAt(flow.v, lattice, arrow.x, arrow.y)
      // Straight against a wall no push helps.
      const excess = Math.hypot(want.dx, want.dy) / (3 * longest)
      if (excess > 1) [want.dx, want.dy] = [want.dx / excess, want.dy / excess]
    })
  }
}

/** Weights with which an arrow holds the points around it. */
function holdOf(arrow: FlowArrow, lattice: Lattice): Float32Array {
  const hold = numbers(lattice)
  for (let at = 0; at < hold.length; at++) {
    const off = Math.hypot(
      (at % lattice.columns) - arrow.x / lattice.stepX,
      Math.floor(at / lattice.columns) - arrow.y / lattice.stepY,
    )
    if (off < 3 * reach) hold[at] = grip * Math.exp(-0.5 * (off / reach) ** 2)
  }
  return hold
}

/** Where to begin: the arrows' mean weighted by nearness (Shepard), which is also the flow of parts without an arrow. */
function guessed(arrows: readonly FlowArrow[], lattice: Lattice, axis: 'dx' | 'dy'): Float32Array {
  const out = numbers(lattice)
  for (let at = 0; at < out.length; at++) {
    const [x, y] = [(at % lattice.columns) * lattice.stepX, Math.floor(at / lattice.columns) * lattice.stepY]
    let [sum, total] = [0, 0]
    for (const arrow of arrows) {
      const near = 1 / ((arrow.x - x) ** 2 + (arrow.y - y) ** 2 + lattice.stepX ** 2)
      sum += near * arrow[axis]
      total += near
    }
    out[at] = sum / total
  }
  return out
}

function interpolate(
  values: Float32Array,
  inside: Uint8Array,
  holds: readonly Float32Array[],
  wanted: readonly number[],
  lattice: Lattice,
  times: number,
): void {
  const [given, weight] = [numbers(lattice), numbers(lattice)]
  holds.forEach((hold, i) => {
    for (let at = 0; at < hold.length; at++) {
      given[at] = (given[at] as number) + (hold[at] as number) * (wanted[i] as number)
      weight[at] = (weight[at] as number) + (hold[at] as number)
    }
  })
  relax(values, inside, given, weight, lattice, times)
}

/** What rises gets faster: a factor for each point, 1 in the middle of the area's height. */
function liftOf(inside: Uint8Array, { columns, rows }: Lattice, lift: number): Float32Array {
  let [top, bottom] = [rows, 0]
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue
    top = Math.min(top, Math.floor(at / columns))
    bottom = Math.max(bottom, Math.floor(at / columns))
  }
  return Float32Array.from(inside, (_, at) => {
    const foot = bottom > top ? smoothstep(bottom, top, Math.floor(at / columns)) : 0.5
    return 1 + lift * (2 * foot - 1)
  })
}

/** Continues the flow past the border, so that it is whole up to it. In place. */
function carryOut({ u, v }: Velocity, inside: Uint8Array, { columns, rows }: Lattice): void {
  let known = inside
  for (let round = 0; round < 4; round++) {
    const next = known.slice()
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column
        if (known[at]) continue
        let [sumU, sumV, count] = [0, 0, 0]
        for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
          for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
            const other = y * columns + x
            if (!known[other]) continue
            sumU += u[other] as number
            sumV += v[other] as number
            count++
          }
        u[at] = count > 0 ? sumU / count : 0
        v[at] = count > 0 ? sumV / count : 0
        if (count > 0) next[at] = 1
      }
    known = next
  }
}
