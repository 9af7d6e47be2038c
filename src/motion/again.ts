import type { HintPlace, Influence } from '../core/influence'
import { distanceInside } from './filters/distance'

/** What goes with a hint for certain enough to be asked about again. */
const sure = 0.5
/** How far a second place is from every hint at least, and from where on farther is no better, in long sides of the map. */
const apart = 1 / 32
const far = 0.15
/** How deep it lies in what goes with its hint at least, in pixels of the map. */
const deep = 2

/** A second place for a hint: its index, and where. */
export interface Second {
  index: number
  place: HintPlace
}

/**
 * Where to ask a network once more: for each moving hint a second place, in the middle of what it was
 * found to take and away from all hints. A path begins anywhere on a thing, near its end or on a part that
 * looks otherwise than the rest; its middle says more of what is meant. None where it took next to nothing.
 */
export function secondPlaces(places: readonly HintPlace[], influence: Influence): Second[] {
  const { width, height } = influence
  const side = Math.max(width, height)
  return places.flatMap(({ x, y, moving }, index) => {
    if (!moving) return []
    const taken = around(influence, index, x * width, y * height)
    const depth = taken && distanceInside(taken, influence)
    let [best, score] = [-1, 0]
    for (let i = 0; depth && i < depth.length; i++) {
      if ((depth[i] as number) < deep) continue
      const [u, v] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
      const away = Math.min(...places.map((other) => Math.hypot(u - other.x * width, v - other.y * height)))
      const worth = away < apart * side ? 0 : (depth[i] as number) * Math.min(away, far * side)
      if (worth > score) [best, score] = [i, worth]
    }
    if (best < 0) return []
    const place = { x: ((best % width) + 0.5) / width, y: (Math.floor(best / width) + 0.5) / height, moving: true }
    return [{ index, place }]
  })
}

/** The influence of some hints and, after them, of their second places: what a second place takes goes with its hint. */
export function joined(influence: Influence, seconds: readonly Second[]): Influence {
  const count = influence.count - seconds.length
  const area = influence.width * influence.height
  const maps = influence.maps.slice(0, count * area)
  seconds.forEach(({ index }, k) => {
    for (let i = 0; i < area; i++) {
      const both = (maps[index * area + i] as number) + (influence.maps[(count + k) * area + i] as number)
      maps[index * area + i] = Math.min(1, both)
    }
  })
  return { ...influence, count, maps }
}

/** What is taken for certain and hangs together with the pixel at (x, y): 1 in it; null where that is not taken itself. */
function around({ width, height, maps }: Influence, index: number, x: number, y: number): Uint8Array | null {
  const area = width * height
  const pixel = (at: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(at)))
  const start = pixel(y, height) * width + pixel(x, width)
  const out = new Uint8Array(area)
  const takes = (i: number) => (maps[index * area + i] as number) > sure && out[i] === 0
  if (!takes(start)) return null
  out[start] = 1
  const queue = [start]
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    const column = i % width
    const next = [column > 0 ? i - 1 : i, column + 1 < width ? i + 1 : i, i - width, i + width]
    for (const to of next) {
      if (to < 0 || to >= area || !takes(to)) continue
      out[to] = 1
      queue.push(to)
    }
  }
  return out
}
