import type { FaceHint } from '../hint'
import { channelCount } from './names'

/** What a face does at a time, each channel between its neighbours; clamped at both ends. */
export function faceAt(hint: FaceHint, time: number): Float32Array<ArrayBuffer> {
  const { times, values } = hint
  const out = new Float32Array(channelCount)
  if (times.length === 0) return out
  let [low, high] = [0, times.length - 1]
  if (time <= (times[0] as number)) high = 0
  else if (time >= (times[high] as number)) low = high
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= time) low = middle
    else high = middle
  }
  const gap = (times[high] as number) - (times[low] as number)
  const share = gap > 0 ? Math.min(1, Math.max(0, (time - (times[low] as number)) / gap)) : 0
  for (let k = 0; k < channelCount; k++) {
    const a = values[low * channelCount + k] as number
    out[k] = a + ((values[high * channelCount + k] as number) - a) * share
  }
  return out
}
