import { channelCount, channelNames } from './names'

/** Cut-off (Hz) of what rests, and how much it rises with speed, in each channel's own unit a second. */
const [restCut, rise] = [1.6, 1.1]
/** What counts as fast: a head's degrees are not an expression's parts. */
const speedUnit = channelNames.map((name) => {
  if (name.startsWith('offset')) return 0.15
  return name === 'yaw' || name === 'pitch' || name === 'roll' ? 20 : 1
})
const speedCut = 8

/**
 * A one-euro filter over all channels (Casiez, Roussel and Vogel 2012): what rests is held still, what moves
 * fast hardly lags. One step a call, for live use.
 */
export function oneEuro(rate: number): (values: Float32Array) => Float32Array {
  const last = new Float32Array(channelCount)
  const speed = new Float32Array(channelCount)
  let begun = false
  const share = (cut: number) => 1 / (1 + rate / (2 * Math.PI * cut))
  return (values) => {
    for (let k = 0; k < channelCount; k++) {
      const value = values[k] as number
      if (!begun) {
        last[k] = value
        continue
      }
      const before = last[k] as number
      const fast = ((value - before) * rate) / (speedUnit[k] as number)
      speed[k] = (speed[k] as number) + share(speedCut) * (fast - (speed[k] as number))
      last[k] = before + share(restCut + rise * 4 * Math.abs(speed[k] as number)) * (value - before)
    }
    begun = true
    return last.slice()
  }
}

/** The same for a whole recording, [count, channels]: once forwards, once backwards, so that nothing lags. */
export function smoothed(values: Float32Array, rate: number): Float32Array<ArrayBuffer> {
  const count = values.length / channelCount
  const out = new Float32Array(values.length)
  for (const order of [1, -1]) {
    const filter = oneEuro(rate)
    for (let step = 0; step < count; step++) {
      const i = order > 0 ? step : count - 1 - step
      const now = filter(values.subarray(i * channelCount, (i + 1) * channelCount))
      for (let k = 0; k < channelCount; k++)
        out[i * channelCount + k] = (out[i * channelCount + k] as number) + (now[k] as number) / 2
    }
  }
  return out
}
