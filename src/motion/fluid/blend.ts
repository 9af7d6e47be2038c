import type { Picture, Plane } from '../../core/image'
import { boxMean } from '../filters/box'
import { samplePlane } from '../filters/resample'
import { type Lattice, numbers, onLattice, smoothed, valueAt } from './lattice'
import { noiseAt } from './noise'
import type { Streams } from './streams'

/** How large an area is that changes from one moment of the flow to the other together, in lattice steps. */
const patch = 13
/** Half of the time that the change takes, as a share of the period. */
const usualHaste = 0.2

/**
 * When each place changes over from the moment that has left the still to the one that arrives at it:
 * here sooner, there later, so that no pulse goes through the whole; and where the one would show what
 * comes mirrored over the border, the other.
 */
export function turns(
  back: Streams,
  forth: Streams,
  points: Uint32Array,
  lattice: Lattice,
): { turn: Float32Array; haste: Float32Array } {
  const [turn, haste] = [numbers(lattice), numbers(lattice)]
  for (const at of points) {
    const noise = noiseAt((at % lattice.columns) / patch, Math.floor(at / lattice.columns) / patch, 11)
    const whim = usualHaste + (1 - 2 * usualHaste) * Math.min(1, Math.max(0, 0.5 + 2.2 * (noise - 0.5)))
    const earliest = 1 - (forth.stays[at] as number) + usualHaste
    const latest = (back.stays[at] as number) - usualHaste
    turn[at] = earliest < latest ? Math.min(latest, Math.max(earliest, whim)) : (earliest + latest) / 2
  }
  const even = smoothed(turn, lattice, 2)
  for (const at of points) {
    const when = Math.min(0.94, Math.max(0.06, even[at] as number))
    turn[at] = when
    haste[at] = Math.min(usualHaste, when, 1 - when)
  }
  return { turn, haste }
}

/** The still's mean colours around each point, within the area only. */
export function meansOf(
  still: Picture,
  selection: Plane,
  lattice: Lattice,
): readonly [Float32Array, Float32Array, Float32Array] {
  const { width, height } = still
  const weight = smoothed(onLattice(selection, lattice), lattice, 16)
  const channel = (c: number) => {
    const plane = {
      width,
      height,
      data: selection.data.map((share, i) => share * (still.data[4 * i + c] as number)),
    }
    const sums = smoothed(onLattice(plane, lattice), lattice, 16)
    return sums.map((sum, at) => sum / Math.max(1e-3, weight[at] as number))
  }
  return [channel(0), channel(1), channel(2)]
}

/**
 * How alike the still's detail at each point is to its detail where the flow carries the point in a
 * period: the two that are mixed there. Of detail that is alike the mix keeps the contrast by itself.
 */
export function likeness(still: Picture, forth: Streams, lattice: Lattice): Float32Array {
  const { width, height } = still
  const radius = Math.max(2, Math.round(0.02 * Math.max(width, height)))
  const luma: Plane = { width, height, data: new Float32Array(width * height) }
  for (let i = 0; i < luma.data.length; i++)
    luma.data[i] =
      0.299 * (still.data[4 * i] as number) +
      0.587 * (still.data[4 * i + 1] as number) +
      0.114 * (still.data[4 * i + 2] as number)
  const mean = boxMean(luma, radius)
  const detail = plane(width, height, (i) => (luma.data[i] as number) - (mean.data[i] as number))
  const count = lattice.columns * lattice.rows
  const last = 2 * count * forth.steps
  const [dx, dy] = [0, 1].map((axis) =>
    Float32Array.from({ length: count }, (_, at) => forth.by[last + 2 * at + axis] as number),
  ) as [Float32Array, Float32Array]
  const [perX, perY] = [((lattice.columns - 1) * lattice.stepX) / width, ((lattice.rows - 1) * lattice.stepY) / height]
  const later = plane(width, height, (i) => {
    const [x, y] = [((i % width) + 0.5) * perX, (Math.floor(i / width) + 0.5) * perY]
    return samplePlane(detail, (x + valueAt(dx, lattice, x, y)) / perX, (y + valueAt(dy, lattice, x, y)) / perY)
  })
  const around = (value: (i: number) => number) => onLattice(boxMean(plane(width, height, value), radius), lattice)
  const both = around((i) => (detail.data[i] as number) * (later.data[i] as number))
  const one = around((i) => (detail.data[i] as number) ** 2)
  const other = around((i) => (later.data[i] as number) ** 2)
  return both.map((value, at) => (value + 1) / (Math.sqrt((one[at] as number) * (other[at] as number)) + 1))
}

function plane(width: number, height: number, value: (i: number) => number): Plane {
  const data = new Float32Array(width * height)
  for (let i = 0; i < data.length; i++) data[i] = value(i)
  return { width, height, data }
}
