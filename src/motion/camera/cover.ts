import type { Size } from '../../core/geometry'
import { smoothstep } from '../curve'
import type { Zooms } from './types'
import type { View } from './view'

/** Points of the picture's border, with how near they are. */
export interface Border {
  /** Around the ground, in order: x, y, depth. */
  ring: Float32Array
  /** Of things that stand apart and reach the border: x, y, depth. */
  others: Float32Array
}

/** Largest zoom that is looked for. */
const most = 6
/** Seconds over which a zoom that has to follow a shaking hand is held, and in which it comes at the start. */
const [held, coming] = [0.8, 0.7]

/**
 * The least zoom over time, 1 at the start (and at the end, where the cameras come back), at which the
 * frame shows nothing past the picture's border. Where it would have to go up and down again and again it
 * is held and comes and goes gently instead.
 *
 * @param viewAt the view at a time with a zoom
 */
export function coverZooms(
  viewAt: (time: number, zoom: number) => View,
  border: Border,
  picture: Size,
  length: number,
  returns: boolean,
): Zooms {
  const count = Math.max(2, Math.min(160, Math.ceil(length * 30)))
  const times = Float64Array.from({ length: count + 1 }, (_, i) => (length * i) / count)
  const least = times.map((time) => leastZoom((zoom) => viewAt(time, zoom), border, picture))
  least[0] = 1
  if (returns) least[count] = 1
  if (peaks(least) <= 1) return { times, values: least }
  const reach = Math.max(1, Math.round((held * count) / length))
  const smooth = blurred(highest(least, reach), reach)
  const values = times.map((time, i) => {
    const in_ = smoothstep(0, Math.min(coming, length / 2), time)
    const out = returns ? smoothstep(0, Math.min(coming, length / 2), length - time) : 1
    return Math.max(least[i] as number, 1 + ((smooth[i] as number) - 1) * in_ * out)
  })
  return { times, values }
}

export function zoomAt({ times, values }: Zooms, time: number): number {
  const last = times.length - 1
  const length = times[last] as number
  const place = length > 0 ? Math.min(last, Math.max(0, (time / length) * last)) : 0
  const i = Math.min(last - 1, Math.floor(place))
  const [a, b] = [values[i] as number, values[i + 1] as number]
  return a + (b - a) * (place - i)
}

function leastZoom(viewWith: (zoom: number) => View, border: Border, picture: Size): number {
  if (covers(viewWith(1), border, picture)) return 1
  let [low, high] = [1, 1.05]
  while (high < most && !covers(viewWith(high), border, picture)) [low, high] = [high, 1 + (high - 1) * 2]
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2
    if (covers(viewWith(middle), border, picture)) high = middle
    else low = middle
  }
  return high
}

const seen = { x: 0, y: 0 }

/** Whether what is seen of the picture's border lies around the frame everywhere. */
function covers(view: View, { ring, others }: Border, { width, height }: Size): boolean {
  // A hair of a pixel is rounding.
  const hair = 1e-3
  const inside = () => seen.x > hair && seen.y > hair && seen.x < width - hair && seen.y < height - hair
  for (let i = 0; i < others.length; i += 3) {
    view.see(others[i] as number, others[i + 1] as number, others[i + 2] as number, seen)
    if (inside()) return false
  }
  const count = ring.length / 3
  const places = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    view.see(ring[3 * i] as number, ring[3 * i + 1] as number, ring[3 * i + 2] as number, seen)
    if (inside()) return false
    places[2 * i] = seen.x
    places[2 * i + 1] = seen.y
  }
  for (const [x, y] of [
    [hair, hair],
    [width - hair, hair],
    [width - hair, height - hair],
    [hair, height - hair],
  ] as const)
    if (!around(places, x, y)) return false
  return true
}

/** Whether a place lies within a polygon (even-odd rule). */
function around(places: Float64Array, x: number, y: number): boolean {
  let within = false
  const count = places.length / 2
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const [ax, ay] = [places[2 * i] as number, places[2 * i + 1] as number]
    const [bx, by] = [places[2 * j] as number, places[2 * j + 1] as number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  }
  return within
}

/** How often a line of numbers goes up and then down again. */
function peaks(values: Float64Array): number {
  let [count, rising] = [0, false]
  for (let i = 1; i < values.length; i++) {
    const step = (values[i] as number) - (values[i - 1] as number)
    if (step > 1e-4) rising = true
    else if (step < -1e-4 && rising) {
      count++
      rising = false
    }
  }
  return count
}

function highest(values: Float64Array, reach: number): Float64Array {
  return values.map((_, i) => Math.max(...values.subarray(Math.max(0, i - reach), i + reach + 1)))
}

function blurred(values: Float64Array, reach: number): Float64Array {
  const half = Math.max(1, reach >> 1)
  const once = (from: Float64Array) =>
    from.map((_, i) => {
      let sum = 0
      for (let k = -half; k <= half; k++) sum += from[Math.min(from.length - 1, Math.max(0, i + k))] as number
      return sum / (2 * half + 1)
    })
  // Twice half of the reach: what is held stays at least as high as what it has to cover.
  return once(once(values))
}
