import { channelCount, channelNames } from '../../core/face/names'
import type { SoundCue } from '../../core/sound'
import { takesByRegion } from './shelf'
import type { FaceState, Take } from './state'

/** Steps a unit: head turns are told in degrees, everything else in parts. */
function stepsOf(name: string): number {
  return name === 'yaw' || name === 'pitch' || name === 'roll' ? 50 : 1000
}

/** A take from values of all channels, [count, channels]. */
export function packTake(values: Float32Array, rate: number): Take {
  const count = values.length / channelCount
  const data = new Uint8Array(2 * values.length)
  const view = new DataView(data.buffer)
  values.forEach((value, i) => {
    const steps = stepsOf(channelNames[i % channelCount] as string)
    view.setInt16(2 * i, Math.max(-32768, Math.min(32767, Math.round(value * steps))), true)
  })
  return { name: '', number: 0, from: 0, rate, count, channels: [...channelNames], data }
}

/** The values of all channels, [count, channels]; those that the take does not know are 0. */
export function unpackTake(take: Take): Float32Array {
  const out = new Float32Array(take.count * channelCount)
  const view = new DataView(take.data.buffer, take.data.byteOffset, take.data.byteLength)
  const width = take.channels.length
  channelNames.forEach((name, k) => {
    const from = take.channels.indexOf(name)
    if (from < 0) return
    const steps = stepsOf(name)
    for (let i = 0; i < take.count; i++) out[i * channelCount + k] = view.getInt16(2 * (i * width + from), true) / steps
  })
  return out
}

/** Seconds of a take that are used: from, to, and how long that is. */
export function usedPart(take: Take): { from: number; to: number; length: number } {
  const whole = take.count / take.rate
  const from = Math.min(take.from, whole)
  const to = Math.max(from, Math.min(take.to ?? whole, whole))
  return { from, to, length: to - from }
}

/** What is heard of the takes that drive a face, from the beginning of the clip on. */
export function takeSounds(state: Pick<FaceState, 'take' | 'shelf' | 'mix'>, clip: number): SoundCue[] {
  return [...new Set(Object.values(takesByRegion(state)))].flatMap((take) => {
    if (!take.sound || take.sound.muted) return []
    const { from, length } = usedPart(take)
    const start = take.sound.start + from
    const heard = Math.min(length, clip, take.sound.duration - start)
    return heard > 0 ? [{ sha256: take.sound.sha256, at: 0, from: start, length: heard }] : []
  })
}
