import type { Point, Size } from '../../core/geometry'
import { type Hint, trackAt } from '../../core/hint'
import { flowAt } from '../../motion/flow'
import { placedHints, placeOf } from '../../motion/places'
import type { MotionField } from '../../motion/types'
import { type HostTensor, hostTensor } from '../runtime/tensor'

/** A point of the still, picture pixels, and where it is at a time (seconds). */
export interface Mover extends Point {
  at(time: number): Point
}

/**
 * What the sparse-to-dense graph is told of some moments: where a path begins or a pin stands, how far it has come by
 * then, in pixels of the square, and 1, 1 in the mask; [times, 4, side, side].
 * @param limit largest displacement that the graph can say
 */
export function sparseHints(
  movers: readonly Mover[],
  picture: Size,
  times: readonly number[],
  side: number,
  limit: number,
): HostTensor {
  const hints = hostTensor([times.length, 4, side, side])
  const plane = side * side
  const bounded = (value: number) => Math.min(limit, Math.max(-limit, value))
  times.forEach((time, i) => {
    for (const from of movers) {
      const to = from.at(time)
      const column = Math.min(side - 1, Math.floor((from.x * side) / picture.width))
      const row = Math.min(side - 1, Math.floor((from.y * side) / picture.height))
      if (column < 0 || row < 0) continue
      const at = 4 * i * plane + row * side + column
      hints.data[at] = bounded(((to.x - from.x) * side) / picture.width)
      hints.data[at + plane] = bounded(((to.y - from.y) * side) / picture.height)
      hints.data[at + 2 * plane] = 1
      hints.data[at + 3 * plane] = 1
    }
  })
  return hints
}

/** Paths and pins that no region takes: the graph makes their motion dense. Of all else the motion field knows every pixel. */
export function moversOf(hints: readonly Hint[], { picture, controlScale }: MotionField): Mover[] {
  const placed = placedHints(hints, picture)
  if (!placed.some(({ kind }) => kind === 'track')) return []
  return placed.map((hint) => {
    const from = placeOf(hint)
    const at = (time: number) => {
      if (hint.kind !== 'track') return from
      const to = trackAt(hint, time)
      return { x: from.x + controlScale * (to.x - from.x), y: from.y + controlScale * (to.y - from.y) }
    }
    return { ...from, at }
  })
}

/** Whether anything but free paths and pins moves. */
export function movesDensely({ layers, fluids, faces, rig }: MotionField): boolean {
  return layers.some(({ region }) => region) || fluids.length > 0 || faces.length > 0 || rig !== null
}

/**
 * Lays what regions, fluids, faces and cameras do over what the graph has made of paths, wherever that is any motion;
 * in place. The adapter's authors join two sets of paths in the same way.
 * @param flow [2, side, side], pixels of the square
 */
export function layDense(field: MotionField, time: number, side: number, flow: Float32Array): void {
  const layers = field.layers.map((layer) => (layer.region ? layer : { ...layer, tracks: [], stills: [] }))
  const { data } = flowAt({ ...field, layers }, time, side, side)
  const plane = side * side
  const { width, height } = field.picture
  for (let at = 0; at < plane; at++) {
    const [x, y] = [data[at] as number, data[plane + at] as number]
    if (x === 0 && y === 0) continue
    flow[at] = (x * side) / width
    flow[plane + at] = (y * side) / height
  }
}
