import { type BodyPose, bones } from '../../core/body/skeleton'
import type { BodyTake } from './state'

const width = 2 + bones.length

/** A take from poses whose ways are in the torso's length. */
export function packBody(poses: readonly BodyPose[], rate: number): BodyTake {
  const data = new Uint8Array(2 * width * poses.length)
  const view = new DataView(data.buffer)
  poses.forEach(({ x, y, turns }, i) => {
    ;[x, y, ...turns].forEach((value, k) => {
      view.setInt16(2 * (i * width + k), Math.max(-32768, Math.min(32767, Math.round(1000 * value))), true)
    })
  })
  return { rate, count: poses.length, data }
}

/** Its pose at a time, between its neighbours'; clamped at both ends. */
export function takePose({ rate, count, data }: BodyTake, time: number): BodyPose {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const at = Math.min(count - 1, Math.max(0, time * rate))
  const low = Math.floor(at)
  const high = Math.min(count - 1, low + 1)
  const read = (k: number) => {
    const [a, b] = [low, high].map((row) => view.getInt16(2 * (row * width + k), true) / 1000) as [number, number]
    return a + (b - a) * (at - low)
  }
  return { x: read(0), y: read(1), turns: bones.map((_, k) => read(2 + k)) }
}
