import type { ImprintCourse } from '../../core/face/imprint/imprint'
import { channel, channelCount } from '../../core/face/names'
import type { Size } from '../../core/geometry'
import type { ClipTime, Hint } from '../../core/hint'
import { aliveAt, smooth } from './alive'
import { type ExpressionName, parts } from './names'
import { channelRegions, type FaceRegion } from './regions'
import { takesByRegion } from './shelf'
import type { Course, FaceState, Take } from './state'
import { unpackTake, usedPart } from './take'

/** Times a second at which a face that moves is told: enough for a blink. */
const rate = 30

/** The face over the clip: what drives it, by its gains, then what it does by itself, then what the sliders add. */
export function faceHints(control: string, state: FaceState, clip: ClipTime, picture: Size): Hint[] {
  if (!state.landmarks) return []
  const courses = Object.entries(state.expression ?? {}) as [ExpressionName, Course][]
  const takes = takesByRegion(state)
  const moves =
    Object.keys(takes).length > 0 || state.alive > 0 || courses.some(([, course]) => typeof course !== 'number')
  const count = moves ? Math.max(2, Math.ceil(clip.span * rate) + 1) : 1
  const times = Float32Array.from({ length: count }, (_, i) => (count > 1 ? (i * clip.span) / (count - 1) : 0))
  const values = new Float32Array(count * channelCount)
  const driven = [...new Set(Object.values(takes))].map((take) => ({
    ...usedPart(take),
    rate: take.rate,
    count: take.count,
    values: unpackTake(take),
    channels: channelRegions.flatMap((region, k) => (takes[region] === take ? [k] : [])),
  }))
  const gains = channelRegions.map((region) => state.gains[region] ?? 1)
  const alive = aliveAt(clip.span, clip.period)
  times.forEach((time, i) => {
    const now = values.subarray(i * channelCount, (i + 1) * channelCount)
    for (const take of driven) addTake(take, time, gains, now)
    if (state.alive > 0) alive(time, now, state.alive)
    for (const [name, course] of courses)
      for (const [part, value] of parts(name, courseAt(course, time)))
        now[channel(part)] = (now[channel(part)] as number) + value
  })
  const landmarks = Float32Array.from(
    state.landmarks,
    (value, i) => value * (i % 3 === 1 ? picture.height : picture.width),
  )
  return [
    { kind: 'face', control, landmarks, figure: state.figure ?? null, times, values, imprint: imprintOf(state, takes) },
  ]
}

/** What is seen of who drives its lips, as much as lips and brows take of him. */
function imprintOf({ gains }: FaceState, { lips: take }: Partial<Record<FaceRegion, Take>>): ImprintCourse | null {
  if (!take?.imprint) return null
  const [lips, brows] = [Math.min(1, gains.lips ?? 1), Math.min(1, gains.brows ?? 1)]
  const { from, to } = usedPart(take)
  return { imprint: take.imprint, rate: take.rate, from, to, shares: { mouth: lips, skin: (lips + brows) / 2 } }
}

/** What a course says at a time: eased between its keyframes, level before the first and after the last. */
export function courseAt(course: Course, time: number): number {
  if (typeof course === 'number') return course
  const keys = course.toSorted((a, b) => a.time - b.time)
  const after = keys.findIndex((key) => key.time > time)
  if (after === 0) return keys[0]?.value ?? 0
  if (after < 0) return keys.at(-1)?.value ?? 0
  const [a, b] = [keys[after - 1], keys[after]]
  if (!a || !b) return 0
  return a.value + (b.value - a.value) * smooth(a.time, b.time, time)
}

function addTake(
  take: { values: Float32Array; rate: number; count: number; from: number; to: number; channels: readonly number[] },
  time: number,
  gains: readonly number[],
  out: Float32Array,
): void {
  const at = Math.min(take.count - 1, Math.max(0, Math.min(take.from + time, take.to) * take.rate))
  const low = Math.floor(at)
  const high = Math.min(take.count - 1, low + 1)
  for (const k of take.channels) {
    const a = take.values[low * channelCount + k] as number
    const b = take.values[high * channelCount + k] as number
    out[k] = (out[k] as number) + (gains[k] as number) * (a + (b - a) * (at - low))
  }
}
