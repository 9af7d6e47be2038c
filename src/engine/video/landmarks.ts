import type { Size } from '../../core/geometry'
import type { Plane } from '../../core/image'
import { resizePlane } from '../../motion/filters/resample'
import { type HostTensor, hostTensor } from '../runtime/tensor'
import type { Mover } from './flow'

/**
 * The 68 points of the annotation that the face adapter was trained on (Sagonas et al. 2013: contour, brows, nose, eyes,
 * lips outside and inside), by their places among the 478 landmarks.
 */
export const facePoints = [
  [162, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389],
  [71, 63, 105, 66, 107],
  [336, 296, 334, 293, 301],
  [168, 197, 5, 4],
  [75, 97, 2, 326, 305],
  [33, 160, 158, 133, 153, 144],
  [362, 385, 387, 263, 373, 380],
  [61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181],
  [78, 82, 13, 312, 308, 317, 14, 87],
].flat()

/** Strokes through points, counted from 0 in the 68, each with its red, green and blue (0..255); later ones lie on top. */
const strokes: readonly [points: readonly number[], colour: readonly [number, number, number]][] = [
  [run(0, 16), [10, 200, 10]],
  [
    [...run(42, 47), 42],
    [180, 200, 10],
  ],
  [run(22, 26), [180, 220, 10]],
  [
    [...run(36, 41), 36],
    [10, 200, 180],
  ],
  [run(17, 21), [10, 220, 180]],
  [run(27, 30), [10, 200, 250]],
  [run(31, 35), [250, 200, 10]],
  [
    [54, 55, 56, 57],
    [10, 180, 20],
  ],
  [
    [48, 59, 58, 57],
    [20, 10, 180],
  ],
  [
    [64, 65, 66],
    [100, 100, 30],
  ],
  [
    [60, 67, 66],
    [100, 150, 50],
  ],
  [
    [51, 52, 53, 54],
    [20, 80, 100],
  ],
  [
    [51, 50, 49, 48],
    [80, 100, 20],
  ],
  [
    [62, 63, 64],
    [120, 100, 200],
  ],
  [
    [62, 61, 60],
    [150, 120, 100],
  ],
]

/** Side of the square on which the published code draws, whatever the picture's size. */
const side = 320
/** Half the width of a stroke there: as near as a distance comes to what OpenCV draws for a thickness of 2. */
const reach = 1.4

/**
 * The faces as the adapter was shown them: strokes on black, as MOFA-Video's published inference code draws them (Niu et al.
 * 2024, MOFA-Video-Hybrid, `draw_landmarks` and `get_landmarks`): on a square of 320 pixels whatever the picture's shape,
 * points at whole pixels, then made as large as the picture bilinearly.
 * @param movers 68 for each face
 * @returns [times, 3, height, width], 0..1
 */
export function drawFaces(movers: readonly Mover[], times: readonly number[], picture: Size, size: Size): HostTensor {
  const { width, height } = size
  const out = hostTensor([times.length, 3, height, width])
  times.forEach((time, i) => {
    const planes = [0, 1, 2].map((): Plane => ({ width: side, height: side, data: new Float32Array(side * side) }))
    for (let from = 0; from < movers.length; from += facePoints.length) {
      const places = movers.slice(from, from + facePoints.length).map((mover) => {
        const { x, y } = mover.at(time)
        return [Math.trunc((x * side) / picture.width), Math.trunc((y * side) / picture.height)] as const
      })
      for (const [points, colour] of strokes)
        for (let k = 1; k < points.length; k++)
          stroke(planes, places[points[k - 1] as number] ?? [0, 0], places[points[k] as number] ?? [0, 0], colour)
    }
    planes.forEach((plane, channel) => {
      out.data.set(resizePlane(plane, width, height).data, (3 * i + channel) * width * height)
    })
  })
  return out
}

type Place = readonly [x: number, y: number]

/** Writes a stroke over what is there. */
function stroke(planes: readonly Plane[], a: Place, b: Place, colour: readonly number[]): void {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy || 1
  const within = (value: number) => Math.min(side - 1, Math.max(0, value))
  for (let y = within(Math.min(a[1], b[1]) - 1); y <= within(Math.max(a[1], b[1]) + 1); y++)
    for (let x = within(Math.min(a[0], b[0]) - 1); x <= within(Math.max(a[0], b[0]) + 1); x++) {
      const along = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
      if (Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy) > reach) continue
      planes.forEach(({ data }, channel) => {
        data[y * side + x] = (colour[channel] as number) / 255
      })
    }
}

function run(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
