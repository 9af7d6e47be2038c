import type { LiveOptions } from '../../controls/face/live'
import { channelRegions } from '../../controls/face/regions'
import type { Take } from '../../controls/face/state'
import { packTake, unpackTake, usedPart } from '../../controls/face/take'
import type { Imprint } from '../../core/face/imprint/imprint'
import { resampled } from '../../core/face/imprint/record'
import { channelCount } from '../../core/face/names'
import { smoothed } from '../../core/face/smooth'

/** Moments a second that are kept. */
const rate = 30

/** What a face did at a moment, seconds after the recording began. */
export interface Moment {
  time: number
  values: Float32Array
}

/**
 * A take of what came at uneven moments, smoothed without lag. What is not armed is as the former take had it.
 * @param pace how fast it was done: what took two seconds at 0.5 takes one
 * @param seen what the pixels of each of the moments showed
 * @param end seconds after its beginning at which the recording ended: until then the last moment holds, and a voice is as long
 * @returns null: nothing was seen, or it is too short to be anything
 */
export function takeOf(
  moments: readonly Moment[],
  pace: number,
  arms: LiveOptions['arms'],
  former: Take | undefined,
  seen?: Imprint,
  end = 0,
): Take | null {
  const last = moments.at(-1)
  const length = last ? Math.max(last.time, end) * pace : 0
  if (length < 0.1) return null
  const count = Math.max(2, Math.round(length * rate))
  const values = new Float32Array(count * channelCount)
  const places: number[] = []
  let k = 0
  for (let i = 0; i < count; i++) {
    const time = i / rate / pace
    while (k + 2 < moments.length && (moments[k + 1] as Moment).time <= time) k++
    const [a, b] = [moments[k] as Moment, moments[Math.min(k + 1, moments.length - 1)] as Moment]
    const share = b.time > a.time ? Math.min(1, Math.max(0, (time - a.time) / (b.time - a.time))) : 0
    places.push(k + share)
    for (let c = 0; c < channelCount; c++) {
      const [low, high] = [a.values[c] as number, b.values[c] as number]
      values[i * channelCount + c] = low + share * (high - low)
    }
  }
  const take = packTake(withFormer(smoothed(values, rate), arms, former), rate)
  const imprint = arms.lips ? seen && resampled(seen, places) : imprintOf(former, count)
  return { ...take, ...(imprint && { imprint }) }
}

/** What another take's pixels showed, over the same time. */
function imprintOf(former: Take | undefined, count: number): Imprint | undefined {
  if (!former?.imprint) return undefined
  const { from, to } = usedPart(former)
  const places = Array.from({ length: count }, (_, i) => Math.min(from + i / rate, to) * former.rate)
  return resampled(former.imprint, places)
}

/** The regions that are not armed from another take, over the same time. */
function withFormer(
  values: Float32Array<ArrayBuffer>,
  arms: LiveOptions['arms'],
  former: Take | undefined,
): Float32Array<ArrayBuffer> {
  const source = former && { values: unpackTake(former), rate: former.rate, count: former.count, ...usedPart(former) }
  for (let i = 0; i < values.length / channelCount; i++) {
    const time = source ? Math.min(source.from + i / rate, source.to) : 0
    const at = source ? Math.min(source.count - 1, Math.round(time * source.rate)) : 0
    channelRegions.forEach((region, c) => {
      if (!arms[region]) values[i * channelCount + c] = source ? (source.values[at * channelCount + c] as number) : 0
    })
  }
  return values
}
