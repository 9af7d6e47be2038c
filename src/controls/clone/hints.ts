import type { Similarity } from '../../core/clone/similarity'
import { applied } from '../../core/clone/similarity'
import type { Point, Size } from '../../core/geometry'
import type { CameraPose, ClipTime, Hint } from '../../core/hint'
import type { Mask, Plane } from '../../core/image'
import type { Part, Pose } from '../../core/part'
import type { CloneState } from './state'
import { type Reference, referenceOf, type Straying } from './subject'

/** Times a second at which what moves is told. */
const rate = 30
/** Strays below this share of the clip's long side are a tracker's trembling. */
const trembling = 0.004
/** Seconds on either side over which a way is evened out: a tracker trembles, a camera more finely than a subject. */
const even = { camera: 0.05, subject: 0.2 }
/** Long side of the grid on which it is told how much each place bends with each point. */
const bendSide = 48

/** A similarity as a turn (radians, going on past half a turn), a stretch and the way of a middle. */
interface Way {
  angle: number
  stretch: number
  x: number
  y: number
}

/** The reference's camera for the whole picture, and its subject's motion for the thing that was chosen. */
export function cloneHints(control: string, state: CloneState, clip: ClipTime, picture: Size): Hint[] {
  const { motion, to, takes } = state
  if (!motion) return []
  const reference = referenceOf({ motion, start: state.start, from: state.from })
  const moments = momentsOf(reference, state, clip)
  const hints: Hint[] = []
  if (to && takes !== 'camera' && reference.subject) {
    const parts = subjectParts(reference.subject, reference, state, to, moments, picture)
    if (parts.length > 0) hints.push({ kind: 'region', control, selection: to, feather: 0, parts, depth: null })
  }
  if (takes !== 'subject') {
    const poses = cameraPoses(reference, state, moments, picture)
    const outwards = poses.some(({ zoom }) => zoom < 0.98)
    hints.push({ kind: 'camera', control, poses, depth: null, edges: outwards ? 'extend' : 'cover' })
  }
  return hints
}

/** Seconds that the reference takes, from where it begins. */
export function referenceSeconds({ motion, start, speed }: CloneState): number {
  if (!motion) return 0
  return Math.max(0, (motion.count - 1) / motion.rate - start) / speed
}

interface Moment {
  time: number
  /** Frame of the reference, counted from where it begins; may lie between two. */
  frame: number
}

/** A clip that repeats goes there and back again, gently. */
function momentsOf(reference: Reference, state: CloneState, clip: ClipTime): Moment[] {
  const length = clip.period ?? clip.span
  const end = referenceSeconds(state)
  const count = Math.min(7200, Math.max(1, Math.ceil(length * rate)))
  return Array.from({ length: count + 1 }, (_, i) => {
    const time = (length * i) / count
    const reach = clip.period ? Math.min(end, clip.period / 2) : end
    const at = clip.period ? (reach * (1 - Math.cos((2 * Math.PI * time) / clip.period))) / 2 : Math.min(end, time)
    return { time, frame: Math.min(reference.camera.length - 1, at * state.speed * reference.rate) }
  })
}

function cameraPoses(reference: Reference, state: CloneState, moments: readonly Moment[], picture: Size): CameraPose[] {
  const { width, height } = reference
  const ways = waysOf(reference.camera, { x: width / 2, y: height / 2 }, Math.round(even.camera * reference.rate))
  // As much of the picture's size as it was of the clip's.
  const scale = Math.sqrt((picture.width * picture.height) / (width * height))
  return moments.map(({ time, frame }) => {
    const { angle, stretch, x, y } = scaled(wayAt(ways, frame), state, scale)
    const apart = 2 * state.parallax
    const still = { time, x, y, zoom: stretch, roll: angle }
    return { ...still, parallaxX: apart * x, parallaxY: apart * y, dolly: apart * (stretch - 1) }
  })
}

/**
 * The thing goes as the subject does, in its own measure: as much larger or smaller as it is. With `bend`, places near a
 * point of the subject (laid over the thing, middle on middle) also stray as that point does.
 */
function subjectParts(
  { middle, radius, ways: led, straying }: NonNullable<Reference['subject']>,
  { width, height, rate }: Reference,
  state: CloneState,
  to: Mask,
  moments: readonly Moment[],
  picture: Size,
): Part[] {
  const thing = spreadOf(to, picture)
  if (!thing) return []
  const scale = thing.radius / Math.max(radius, 0.01 * Math.max(width, height))
  const ways = waysOf(led, middle, Math.round(even.subject * rate))
  const poses = moments.map(({ time, frame }): Pose => {
    const { angle, stretch, x, y } = scaled(wayAt(ways, frame), state, scale)
    return { time, angle, scaleX: stretch, scaleY: stretch, x, y }
  })
  const least = trembling * Math.max(width, height)
  const bending = straying.filter(({ by }) => by.some(({ x, y }) => Math.hypot(x, y) > least))
  if (state.bend === 0 || bending.length < 2)
    return [{ weight: { width: 1, height: 1, data: Float32Array.of(1) }, about: thing.middle, poses }]
  const flip = state.mirror ? -1 : 1
  const places = straying.map(({ from }) => ({
    x: thing.middle.x + flip * scale * (from.x - middle.x),
    y: thing.middle.y + scale * (from.y - middle.y),
  }))
  const weights = nearness(places, thing.radius, picture)
  return straying.map((point, k): Part => {
    const part = poses.map((pose, i): Pose => {
      const by = strayAt(point, (moments[i] as Moment).frame)
      const much = scale * state.gain * state.bend
      return { ...pose, x: pose.x + flip * much * by.x, y: pose.y + much * by.y }
    })
    return { weight: weights[k] as Plane, about: thing.middle, poses: part }
  })
}

/** Evened out over some frames on either side. */
function waysOf(similarities: readonly Similarity[], middle: Point, frames: number): Way[] {
  let before = 0
  const ways = similarities.map((similarity) => {
    const { a, b } = similarity
    const turned = Math.atan2(b, a)
    before = turned + 2 * Math.PI * Math.round((before - turned) / (2 * Math.PI))
    const at = applied(similarity, middle)
    return { angle: before, stretch: Math.log(Math.hypot(a, b)), x: at.x - middle.x, y: at.y - middle.y }
  })
  const even = (of: (way: Way) => number) => evened(ways.map(of), frames)
  const [angle, stretch, x, y] = [even((w) => w.angle), even((w) => w.stretch), even((w) => w.x), even((w) => w.y)]
  return ways.map((_, i) => ({
    angle: angle[i] as number,
    stretch: Math.exp(stretch[i] as number),
    x: x[i] as number,
    y: y[i] as number,
  }))
}

/** Means over some frames on either side, fewer towards the ends: the first and the last stay where they are. */
function evened(values: readonly number[], frames: number): number[] {
  return values.map((_, i) => {
    const reach = Math.min(frames, i, values.length - 1 - i)
    let [sum, weight] = [0, 0]
    for (let k = -reach; k <= reach; k++) {
      const share = reach + 1 - Math.abs(k)
      sum += share * (values[i + k] as number)
      weight += share
    }
    return sum / weight
  })
}

/** Between two frames. */
function wayAt(ways: readonly Way[], frame: number): Way {
  const low = Math.min(ways.length - 1, Math.floor(frame))
  const a = ways[low] as Way
  const b = ways[Math.min(ways.length - 1, low + 1)] as Way
  const mix = (from: number, to: number) => from + (to - from) * (frame - low)
  return {
    angle: mix(a.angle, b.angle),
    stretch: mix(a.stretch, b.stretch),
    x: mix(a.x, b.x),
    y: mix(a.y, b.y),
  }
}

function strayAt({ by }: Straying, frame: number): Point {
  const low = Math.min(by.length - 1, Math.floor(frame))
  const a = by[low] as Point
  const b = by[Math.min(by.length - 1, low + 1)] as Point
  return { x: a.x + (b.x - a.x) * (frame - low), y: a.y + (b.y - a.y) * (frame - low) }
}

function scaled({ angle, stretch, x, y }: Way, { gain, mirror }: CloneState, scale: number): Way {
  const flip = mirror ? -1 : 1
  return { angle: flip * gain * angle, stretch: stretch ** gain, x: flip * gain * scale * x, y: gain * scale * y }
}

/** A thing's middle and the root mean square distance of its places from it, picture pixels; null: it is empty. */
function spreadOf(mask: Mask, picture: Size): { middle: Point; radius: number } | null {
  const [perX, perY] = [picture.width / mask.width, picture.height / mask.height]
  let [sum, x, y, square] = [0, 0, 0, 0]
  mask.data.forEach((value, i) => {
    if (value < 128) return
    const [px, py] = [((i % mask.width) + 0.5) * perX, (Math.floor(i / mask.width) + 0.5) * perY]
    sum++
    x += px
    y += py
    square += px * px + py * py
  })
  if (sum === 0) return null
  const middle = { x: x / sum, y: y / sum }
  return { middle, radius: Math.sqrt(Math.max(1, square / sum - middle.x ** 2 - middle.y ** 2)) }
}

/** How much each place of the picture goes with each of some places: Gaussians about them that add up to 1. */
function nearness(places: readonly Point[], radius: number, picture: Size): Plane[] {
  const scale = bendSide / Math.max(picture.width, picture.height)
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const reach = radius / Math.sqrt(places.length)
  const planes = places.map((): Plane => ({ width, height, data: new Float32Array(width * height) }))
  for (let i = 0; i < width * height; i++) {
    const x = (((i % width) + 0.5) * picture.width) / width
    const y = ((Math.floor(i / width) + 0.5) * picture.height) / height
    const away = places.map((place) => ((x - place.x) ** 2 + (y - place.y) ** 2) / (2 * reach * reach))
    // Against the nearest: far away from all of them none is lost to rounding.
    const nearest = Math.min(...away)
    const near = away.map((value) => Math.exp(nearest - value))
    const sum = near.reduce((total, value) => total + value, 0)
    planes.forEach(({ data }, k) => {
      data[i] = (near[k] as number) / sum
    })
  }
  return planes
}
