import { deformFace } from './deform'
import { fitSimilarity, rotate, transposed, turnIn } from './fit'
import { type BlendshapeName, blendshapeNames, channel, channelCount } from './names'
import { tellOffsets } from './offsets'
import { type EyePoints, eyes, landmarkCount, lips, rigid } from './points'
import { type RestFace, restFace } from './rest'
import { shapeWays } from './shapes'
import { headTurn } from './turn'

const degrees = 180 / Math.PI
/** Shapes that are found by how well they explain where the landmarks are; lids and closing lips are measured. */
const fitted = blendshapeNames.flatMap((name, k) => (/^eye|^mouthClose$/.test(name) ? [] : [{ name, k }]))
const isMouth = (name: BlendshapeName) => /^(jaw|mouth)/.test(name)
/** Pull towards doing nothing, of a shape's own weight: without it shapes that are alike would fight. */
const rest0 = 0.02
const rounds = 80
const mostOfShape = 1.6

/** How much a landmark says, and how its depth counts against x and y. */
const says = (() => {
  const out = new Float32Array(landmarkCount).fill(0.4)
  for (const row of Object.values(lips)) for (const i of row) out[i] = 2.5
  for (const i of [46, 53, 52, 65, 55, 70, 63, 105, 66, 107, 276, 283, 282, 295, 285, 300, 293, 334, 296, 336])
    out[i] = 2
  for (const i of [152, 148, 377, 175, 199, 200, 18]) out[i] = 2
  for (let i = 468; i < landmarkCount; i++) out[i] = 0
  for (const eye of [eyes.left, eyes.right]) for (const i of [...eye.upper, ...eye.lower]) out[i] = 0
  return out
})()
const depthSays = 0.15

/** Products of the shapes with each other, [fitted, fitted]. */
const gram = fitted.map((a) =>
  fitted.map((b) => product(a.k, (i, axis) => shapeWays[3 * (b.k * landmarkCount + i) + axis] as number)),
)

/** One who drives a face, as he looks when he does nothing. */
export interface Neutral {
  rest: RestFace
  eyes: Record<'left' | 'right', EyeMeasure>
}

interface EyeMeasure {
  opening: number
  across: number
  down: number
}

/** @param landmarks [478, 3], pixels; z like x */
export function neutralOf(landmarks: Float32Array): Neutral {
  return {
    // One who smiles as his neutral may smile more all the same: what he does is what is told.
    rest: { ...restFace(landmarks), room: 1 },
    eyes: { left: measureEye(landmarks, eyes.left), right: measureEye(landmarks, eyes.right) },
  }
}

/**
 * What a face does against its own neutral, as channels: expression by the shapes that explain it best
 * (least squares, none below 0), the head's pose by the rigid points, lids and gaze by the eyes. No shape of
 * the face that is measured is left in it.
 *
 * @param landmarks of the same face, [478, 3], pixels
 * @param head the head's ways are told against it; by default the neutral itself
 */
export function measureFace(neutral: Neutral, landmarks: Float32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(channelCount)
  const { rest } = neutral
  const pose = fitSimilarity(rest.landmarks, landmarks)
  expression(neutral, landmarks, pose, out)
  for (const side of ['Left', 'Right'] as const) {
    const before = neutral.eyes[side === 'Left' ? 'left' : 'right']
    const now = measureEye(landmarks, side === 'Left' ? eyes.left : eyes.right)
    const shut = (before.opening - now.opening) / (0.7 * before.opening)
    out[channel(`eyeBlink${side}`)] = clamp((shut - 0.06) / 0.88, 0, 1)
    out[channel(`eyeWide${side}`)] = clamp((-0.7 * shut) / 0.22, 0, 1)
    out[channel('gazeX')] = (out[channel('gazeX')] as number) + (now.across - before.across) / 0.22 / 2
    out[channel('gazeY')] = (out[channel('gazeY')] as number) + (now.down - before.down) / 0.13 / 2
  }
  headPose(rest, landmarks, pose, out)
  // Shapes that together part the lips further than they are give way to lips that close.
  const [asked, seen] = [lipGap(deformFace(rest, out)), lipGap(landmarks)]
  out[channel('mouthClose')] = asked > 0.01 ? clamp(1 - seen / asked, 0, 1) : 0
  tellOffsets(rest, out, landmarks, deformFace(rest, out))
  return out
}

type Pose = ReturnType<typeof fitSimilarity>

function expression({ rest }: Neutral, landmarks: Float32Array, pose: Pose, out: Float32Array): void {
  const back = transposed(pose.rotation)
  const toTemplate = transposed(rest.fit.rotation)
  const ways = new Float32Array(3 * landmarkCount)
  for (let i = 0; i < landmarkCount; i++) {
    const place = [0, 1, 2].map((k) => ((landmarks[3 * i + k] as number) - (pose.shift[k] as number)) / pose.scale)
    const still = rotate(back, ...(place as [number, number, number])).map(
      (value, k) => (value - (rest.landmarks[3 * i + k] as number)) / rest.fit.scale,
    ) as [number, number, number]
    ways.set(rotate(toTemplate, ...still), 3 * i)
  }
  const wanted = fitted.map(({ k }) => product(k, (i, axis) => ways[3 * i + axis] as number))
  // Coordinate descent with a floor at 0: what is left over of each shape in turn.
  const values = fitted.map(() => 0)
  for (let round = 0; round < rounds; round++)
    for (let a = 0; a < fitted.length; a++) {
      const own = (gram[a]?.[a] as number) * (1 + rest0) + 1e-9
      let left = wanted[a] as number
      for (let b = 0; b < fitted.length; b++) if (b !== a) left -= (gram[a]?.[b] as number) * (values[b] as number)
      values[a] = clamp(left / own, 0, mostOfShape)
    }
  fitted.forEach(({ name }, k) => {
    out[channel(name)] = (values[k] as number) / (isMouth(name) ? rest.mouth : 1)
  })
}

/** The head's turn, and what of its way no turn about its own neck explains. */
function headPose(rest: RestFace, landmarks: Float32Array, pose: Pose, out: Float32Array): void {
  const turn = turnIn(pose.rotation)
  out[channel('yaw')] = turn.yaw * degrees
  out[channel('pitch')] = turn.pitch * degrees
  out[channel('roll')] = turn.roll * degrees
  out[channel('zoom')] = pose.scale - 1
  const moved = headTurn(rest, out)
  const point = new Float32Array(3)
  let [x, y] = [0, 0]
  for (const i of rigid) {
    point.set(rest.landmarks.subarray(3 * i, 3 * i + 3))
    moved(point, 0, 1)
    x += ((landmarks[3 * i] as number) - (point[0] as number)) / rigid.length
    y += ((landmarks[3 * i + 1] as number) - (point[1] as number)) / rigid.length
  }
  // The way is made before the head leans.
  const [cos, sin] = [Math.cos(turn.roll), Math.sin(turn.roll)]
  out[channel('x')] = (x * cos + y * sin) / rest.unit
  out[channel('y')] = (y * cos - x * sin) / rest.unit
}

function measureEye(points: Float32Array, eye: EyePoints): EyeMeasure {
  const at = (i: number, axis: number) => points[3 * i + axis] as number
  const [outer, inner] = [eye.upper[0] as number, eye.upper[8] as number]
  const [ex, ey] = [at(inner, 0) - at(outer, 0), at(inner, 1) - at(outer, 1)]
  const width = Math.hypot(ex, ey) || 1
  // To the right along the eye, whichever eye it is.
  const [rx, ry] = ex > 0 ? [ex / width, ey / width] : [-ex / width, -ey / width]
  const [mx, my] = [(at(outer, 0) + at(inner, 0)) / 2, (at(outer, 1) + at(inner, 1)) / 2]
  const iris = eye.iris[0] as number
  const [dx, dy] = [at(iris, 0) - mx, at(iris, 1) - my]
  let opening = 0
  for (const k of [3, 4, 5])
    opening +=
      Math.hypot(
        at(eye.lower[k] as number, 0) - at(eye.upper[k] as number, 0),
        at(eye.lower[k] as number, 1) - at(eye.upper[k] as number, 1),
      ) /
      (3 * width)
  return { opening, across: (dx * rx + dy * ry) / width, down: (dy * rx - dx * ry) / width }
}

/** How far the lips are parted, in the mouth's own width. */
function lipGap(points: Float32Array): number {
  const between = (a: number, b: number) =>
    Math.hypot(...[0, 1].map((k) => (points[3 * a + k] as number) - (points[3 * b + k] as number)))
  return between(13, 14) / (between(61, 291) || 1)
}

/** Sum over landmarks of a shape's way times another's, as far as each landmark says something. */
function product(shape: number, other: (i: number, axis: number) => number): number {
  let sum = 0
  for (let i = 0; i < 468; i++) {
    const weight = says[i] as number
    if (weight === 0) continue
    const from = 3 * (shape * landmarkCount + i)
    sum +=
      weight *
      ((shapeWays[from] as number) * other(i, 0) +
        (shapeWays[from + 1] as number) * other(i, 1) +
        depthSays * (shapeWays[from + 2] as number) * other(i, 2))
  }
  return sum
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
