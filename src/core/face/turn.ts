import { rotate, rotationOf } from './fit'
import { channel } from './names'
import type { RestFace } from './rest'

const radians = Math.PI / 180

/**
 * The head's own motion, as a function that moves a point [x, y, z] of an array in place; `share` is how
 * much the point goes along.
 */
export function headTurn(
  rest: RestFace,
  values: ArrayLike<number>,
): (points: Float32Array, at: number, share: number) => void {
  const read = (name: 'yaw' | 'pitch' | 'roll' | 'x' | 'y' | 'zoom') => values[channel(name)] as number
  const turn = rotationOf({ yaw: read('yaw') * radians, pitch: read('pitch') * radians, roll: 0 })
  const roll = read('roll') * radians
  const zoom = 1 + read('zoom')
  const [mx, my] = [read('x') * rest.unit, read('y') * rest.unit]
  const { pivot, neck } = rest
  return (points, at, share) => {
    const [x0, y0, z0] = [points[at] as number, points[at + 1] as number, points[at + 2] as number]
    const [x1, y1, z1] = rotate(turn, x0 - pivot[0], y0 - pivot[1], z0 - pivot[2])
    const x2 = pivot[0] + x1 * zoom
    const y2 = pivot[1] + y1 * zoom
    // What goes along only in part leans by a part of the angle: circles, not chords.
    const [cos, sin] = [Math.cos(roll * share), Math.sin(roll * share)]
    const px = x0 + (x2 - x0) * share + mx * share - neck[0]
    const py = y0 + (y2 - y0) * share + my * share - neck[1]
    points[at] = neck[0] + px * cos - py * sin
    points[at + 1] = neck[1] + px * sin + py * cos
    points[at + 2] = z0 + (pivot[2] + z1 - z0) * share
  }
}
