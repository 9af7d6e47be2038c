import type { CameraKey, CameraState } from './state'

type Field = 'x' | 'y' | 'zoom' | 'roll'

/** A keyframe that knows its time. */
export type TimedKey = CameraKey & { time: number }

/** When each keyframe is reached, seconds: where nobody has said it, evenly between those before and after. */
export function keyTimes(keys: CameraState['keys'], span: number): number[] {
  const known = keys.map((key) => key.time)
  const latest = known.reduce<number>((high, time) => Math.max(high, time ?? 0), 0)
  if (known.length > 0 && known.at(-1) === undefined) known[known.length - 1] = Math.max(span, latest)
  let before = -1
  return known.map((time, index) => {
    if (time !== undefined) {
      before = index
      return time
    }
    let after = index + 1
    while (known[after] === undefined) after++
    const [from, to] = [before < 0 ? 0 : (known[before] as number), known[after] as number]
    return from + ((to - from) * (index - before)) / (after - before)
  })
}

/** Keyframes in order of time, the whole picture at 0 before them; what is said for time 0 is the picture anyway. */
export function orderedKeys(keys: CameraState['keys'], span: number): TimedKey[] {
  const times = keyTimes(keys, span)
  const timed = keys.map((key, index) => ({ ...key, time: times[index] as number }))
  const later = timed.filter((key) => key.time > 0).toSorted((a, b) => a.time - b.time)
  const apart = later.filter((key, index) => key.time > (later[index - 1]?.time ?? 0))
  return [{ time: 0, x: 0, y: 0, zoom: 1, roll: 0 }, ...apart]
}

/**
 * The frame at a time, through all keyframes and never past them (monotone cubic interpolation, Fritsch
 * and Carlson 1980); zooms by their logarithm, so that they look even. `easing` says whether it starts and
 * ends gently.
 */
export function keyAt(ordered: readonly TimedKey[], time: number, easing: CameraState['easing']): TimedKey {
  const last = ordered.at(-1) as TimedKey
  if (time <= 0 || ordered.length < 2) return ordered[0] as TimedKey
  if (time >= last.time) return last
  const after = ordered.findIndex((key) => key.time > time)
  const times = ordered.map((key) => key.time)
  const read = (field: Field) => {
    const values = ordered.map((key) => (field === 'zoom' ? Math.log(key.zoom) : key[field]))
    const value = hermite(times, values, slopes(times, values, easing), after - 1, time)
    return field === 'zoom' ? Math.exp(value) : value
  }
  return { time, x: read('x'), y: read('y'), zoom: read('zoom'), roll: read('roll') }
}

function slopes(times: readonly number[], values: readonly number[], easing: CameraState['easing']): number[] {
  const n = times.length
  const rise = (i: number) =>
    ((values[i + 1] as number) - (values[i] as number)) / ((times[i + 1] as number) - (times[i] as number))
  return values.map((_, i) => {
    if (i === 0) return easing === 'both' || easing === 'in' ? 0 : rise(0)
    if (i === n - 1) return easing === 'both' || easing === 'out' ? 0 : rise(n - 2)
    const [before, after] = [rise(i - 1), rise(i)]
    // A turning point is one of the curve too.
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
  })
}

function hermite(
  times: readonly number[],
  values: readonly number[],
  slope: readonly number[],
  i: number,
  time: number,
): number {
  const [from, to] = [times[i] as number, times[i + 1] as number]
  const length = to - from
  const t = (time - from) / length
  const [t2, t3] = [t * t, t * t * t]
  return (
    (2 * t3 - 3 * t2 + 1) * (values[i] as number) +
    (t3 - 2 * t2 + t) * length * (slope[i] as number) +
    (3 * t2 - 2 * t3) * (values[i + 1] as number) +
    (t3 - t2) * length * (slope[i + 1] as number)
  )
}
