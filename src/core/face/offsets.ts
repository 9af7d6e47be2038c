import { turnIn } from './fit'
import { channel, offsetPoints } from './names'
import { skinCount } from './points'
import type { RestFace } from './rest'
import { templateFace } from './template'

/**
 * Eyes' corners and the nose: no expression moves them, and what differs there is the shape of who drives. Of a head that turns
 * far it is told all the same, as there it is how a turn looks: from these degrees on, and wholly from those.
 */
const own: ReadonlySet<number> = new Set([33, 133, 362, 263, 168, 4])
const [turned, far] = [12, 30] as const

/** As far as any landmark may be from where the shapes say, in the face's unit. */
const most = 0.6

/** Each landmark's shares of the points that are told, [468, points]: those near it count most (Shepard 1968). */
const shares = (() => {
  const out = new Float32Array(skinCount * offsetPoints.length)
  for (let i = 0; i < skinCount; i++) {
    const weights = offsetPoints.map((j) => {
      const square = [0, 1, 2].reduce(
        (sum, k) => sum + ((templateFace[3 * i + k] as number) - (templateFace[3 * j + k] as number)) ** 2,
        0,
      )
      return 1 / (square * Math.sqrt(square) + 1e-6)
    })
    const sum = weights.reduce((total, weight) => total + weight, 0)
    weights.forEach((weight, k) => {
      out[i * offsetPoints.length + k] = weight / sum
    })
  }
  return out
})()

/** How an offset that is told lies in the picture: with the head's lean, in the face's own size. */
function frameOf(rest: RestFace, values: ArrayLike<number>): { cos: number; sin: number; unit: number } {
  const roll = turnIn(rest.fit.rotation).roll + ((values[channel('roll')] as number) * Math.PI) / 180
  const unit = rest.unit * Math.max(0.1, 1 + (values[channel('zoom')] as number))
  return { cos: Math.cos(roll), sin: Math.sin(roll), unit }
}

/** Where landmarks are apart from what shapes and pose say, by channels: `got` is what those say, pixels. */
export function tellOffsets(rest: RestFace, values: Float32Array, landmarks: Float32Array, got: Float32Array): void {
  const { cos, sin, unit } = frameOf(rest, values)
  const degrees = Math.hypot(values[channel('yaw')] as number, values[channel('pitch')] as number)
  const around = Math.min(1, Math.max(0, (degrees - turned) / (far - turned)))
  for (const i of offsetPoints) {
    const share = own.has(i) ? around : 1
    const dx = ((landmarks[3 * i] as number) - (got[3 * i] as number)) / unit
    const dy = ((landmarks[3 * i + 1] as number) - (got[3 * i + 1] as number)) / unit
    values[channel(`offset${i}x`)] = clamp(share * (dx * cos + dy * sin))
    values[channel(`offset${i}y`)] = clamp(share * (dy * cos - dx * sin))
  }
}

/** The ways that offsets ask of each landmark of the skin, [468, 2], picture pixels; null: they ask nothing. */
export function offsetWays(rest: RestFace, values: ArrayLike<number>): Float32Array | null {
  const told = offsetPoints.map((i) => [
    values[channel(`offset${i}x`)] as number,
    values[channel(`offset${i}y`)] as number,
  ])
  if (told.every(([x, y]) => x === 0 && y === 0)) return null
  const { cos, sin, unit } = frameOf(rest, values)
  const out = new Float32Array(2 * skinCount)
  for (let i = 0; i < skinCount; i++) {
    let [x, y] = [0, 0]
    told.forEach(([ox, oy], k) => {
      const share = shares[i * offsetPoints.length + k] as number
      x += share * (ox as number)
      y += share * (oy as number)
    })
    out[2 * i] = unit * (x * cos - y * sin)
    out[2 * i + 1] = unit * (x * sin + y * cos)
  }
  return out
}

function clamp(value: number): number {
  return Math.min(most, Math.max(-most, value))
}
