import type { Point } from '../../core/geometry'
import type { Picture } from '../../core/image'

/** A picture without repetition, with detail at every scale: what has moved on it can be found again. */
export function textured(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(4 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      for (let c = 0; c < 3; c++)
        data[at + c] =
          128 + 70 * wave(x / 19, y / 19, c) + 45 * wave(x / 7, y / 7, c + 3) + 20 * wave(x / 3, y / 3, c + 6)
      data[at + 3] = 255
    }
  return { width, height, data }
}

/** Smooth noise, about -0.5..0.5. */
function wave(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [ease(x - left), ease(y - top)]
  const upper = value(left, top, seed) * (1 - fx) + value(left + 1, top, seed) * fx
  const lower = value(left, top + 1, seed) * (1 - fx) + value(left + 1, top + 1, seed) * fx
  return upper * (1 - fy) + lower * fy - 0.5
}

function ease(t: number): number {
  return t * t * (3 - 2 * t)
}

function value(x: number, y: number, seed: number): number {
  const sine = Math.sin(x * 127.1 + y * 311.7 + seed * 74.7) * 43758.5453
  return sine - Math.floor(sine)
}

/** Where what lies around a place of one picture is found in another, to a part of a pixel; by least squares of a block. */
export function found(before: Picture, after: Picture, place: Point, reach: number, half = 7): Point {
  const cost = (dx: number, dy: number, enough = Number.POSITIVE_INFINITY) => {
    let sum = 0
    for (let y = -half; y <= half && sum < enough; y++)
      for (let x = -half; x <= half; x++) {
        const a = 4 * ((place.y + y) * before.width + place.x + x)
        const [bx, by] = [place.x + x + dx, place.y + y + dy]
        if (bx < 0 || by < 0 || bx >= after.width || by >= after.height) return Number.POSITIVE_INFINITY
        const b = 4 * (by * after.width + bx)
        for (let c = 0; c < 3; c++) sum += ((before.data[a + c] as number) - (after.data[b + c] as number)) ** 2
      }
    return sum
  }
  let best = { dx: 0, dy: 0, cost: Number.POSITIVE_INFINITY }
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const sum = cost(dx, dy, best.cost)
      if (sum < best.cost) best = { dx, dy, cost: sum }
    }
  const between = (low: number, high: number) => {
    const bend = low + high - 2 * best.cost
    return Number.isFinite(bend) && bend > 0 ? (low - high) / (2 * bend) : 0
  }
  return {
    x: best.dx + between(cost(best.dx - 1, best.dy), cost(best.dx + 1, best.dy)),
    y: best.dy + between(cost(best.dx, best.dy - 1), cost(best.dx, best.dy + 1)),
  }
}
