import { fitSimilarity, rotate, rotationOf, type Similarity, transposed } from './fit'
import { blendshapeNames, channel } from './names'
import { type EyePoints, eyes, landmarkCount, lips, oval } from './points'
import { shapeWays } from './shapes'
import { templateFace } from './template'

/** A face as it lies in the still, and what of it the ways of expressions are measured by. */
export interface RestFace {
  /** [478, 3], picture pixels; z like x, away from the viewer. */
  landmarks: Float32Array
  /** From the template to the picture. */
  fit: Similarity
  /** The mouth's width against the template's. */
  mouth: number
  /** Distance of the outer corners of the eyes, picture pixels, as if seen from the front. */
  unit: number
  /** About which the head turns and nods (between the ears), and leans (in the neck); picture pixels. */
  pivot: [number, number, number]
  neck: [number, number]
  /**
   * Where the landmarks lie in space as far as a turn goes, [478, 3]: their sides are not as deep as they
   * are, so that a turn stretches cheeks and hair evenly and nothing folds over.
   */
  solid: Float32Array
  /** Where the lips meet, [11, 2]: midway between their inner rows. */
  seam: Float32Array
}

const radians = Math.PI / 180

export function restFace(landmarks: Float32Array): RestFace {
  const fit = fitSimilarity(templateFace, landmarks)
  const place = (x: number, y: number, z: number) => {
    const turned = rotate(fit.rotation, x, y, z)
    return turned.map((value, k) => fit.scale * value + (fit.shift[k] as number)) as [number, number, number]
  }
  const own = Math.hypot(...difference(landmarks, 61, 291))
  const usual = fit.scale * Math.hypot(...difference(templateFace, 61, 291))
  const neck = place(0, 1.55, 0.35)
  const seam = Float32Array.from(
    lips.upperInner.flatMap((upper, k) =>
      [0, 1].map(
        (axis) => (coordinate(landmarks, upper, axis) + coordinate(landmarks, lips.lowerInner[k] as number, axis)) / 2,
      ),
    ),
  )
  return {
    landmarks,
    fit,
    solid: solidOf(landmarks, fit),
    mouth: Math.min(1.6, Math.max(0.5, own / usual)),
    unit: fit.scale,
    pivot: place(0, 0.3, 0.45),
    neck: [neck[0], neck[1]],
    seam,
  }
}

/**
 * Where the landmarks go: expressions in the face's own frame, lids along the eye's own outline, then the
 * head's turn in space. Linear in the blendshapes but for lids and closing lips.
 *
 * @param values of the channels, see `channelNames`
 * @param out [478, 3], picture pixels
 */
export function deformFace(rest: RestFace, values: ArrayLike<number>, out = new Float32Array(3 * landmarkCount)) {
  const { landmarks, fit } = rest
  out.set(landmarks)
  const way = new Float32Array(3 * landmarkCount)
  blendshapeNames.forEach((name, k) => {
    const value = values[k] as number
    if (value === 0) return
    const scale = /^(jaw|mouth)/.test(name) ? rest.mouth : 1
    const from = 3 * k * landmarkCount
    for (let i = 0; i < way.length; i++) way[i] = (way[i] as number) + value * scale * (shapeWays[from + i] as number)
  })
  for (let i = 0; i < landmarkCount; i++) {
    const [x, y, z] = rotate(fit.rotation, way[3 * i] as number, way[3 * i + 1] as number, way[3 * i + 2] as number)
    out[3 * i] = (out[3 * i] as number) + fit.scale * x
    out[3 * i + 1] = (out[3 * i + 1] as number) + fit.scale * y
    out[3 * i + 2] = (out[3 * i + 2] as number) + fit.scale * z
  }
  closeLips(rest, out, values[channel('mouthClose')] as number)
  for (const side of ['Left', 'Right'] as const) {
    const eye = side === 'Left' ? eyes.left : eyes.right
    const read = (name: 'eyeBlink' | 'eyeSquint' | 'eyeWide') => values[channel(`${name}${side}`)] as number
    moveLids(out, landmarks, eye, read('eyeBlink'), read('eyeSquint'), read('eyeWide'))
    const [gx, gy] = gazeWay(rest, eye, values)
    for (const i of eye.iris) {
      out[3 * i] = (landmarks[3 * i] as number) + gx
      out[3 * i + 1] = (landmarks[3 * i + 1] as number) + gy
    }
  }
  const turn = headTurn(rest, values)
  const { solid } = rest
  const point = new Float32Array(3)
  for (let i = 0; i < landmarkCount; i++) {
    for (let k = 0; k < 3; k++)
      point[k] = (solid[3 * i + k] as number) + (out[3 * i + k] as number) - (landmarks[3 * i + k] as number)
    const [x, y, z] = point as unknown as [number, number, number]
    turn(point, 0, 1)
    out[3 * i] = (out[3 * i] as number) + (point[0] as number) - x
    out[3 * i + 1] = (out[3 * i + 1] as number) + (point[1] as number) - y
    out[3 * i + 2] = (out[3 * i + 2] as number) + (point[2] as number) - z
  }
  return out
}

/** Depth, in the template's unit, that no side of a face exceeds, and over how much it bends to that. */
const [deepest, bend] = [0.04, 0.36]

function solidOf(landmarks: Float32Array, fit: Similarity): Float32Array {
  const out = landmarks.slice()
  const back = transposed(fit.rotation)
  for (let i = 0; i < landmarkCount; i++) {
    const [x, y, z] = [0, 1, 2].map(
      (k) => ((landmarks[3 * i + k] as number) - (fit.shift[k] as number)) / fit.scale,
    ) as [number, number, number]
    const own = rotate(back, x, y, z)
    // A soft minimum (log-sum-exp).
    own[2] = deepest - bend * 0.5 * Math.log1p(Math.exp((deepest - own[2]) / (bend * 0.5)))
    rotate(fit.rotation, ...own).forEach((value, k) => {
      out[3 * i + k] = fit.scale * value + (fit.shift[k] as number)
    })
  }
  return out
}

/** How far an iris moves within its eye, picture pixels. */
export function gazeWay(rest: RestFace, eye: EyePoints, values: ArrayLike<number>): [number, number] {
  const width = Math.hypot(...difference(rest.landmarks, eye.upper[0] as number, eye.upper[8] as number))
  const [gx, gy] = [values[channel('gazeX')] as number, values[channel('gazeY')] as number]
  const [x, y] = rotate(rest.fit.rotation, 0.22 * width * gx, 0.13 * width * gy, 0)
  return [x, y]
}

/**
 * The head's own motion, as a function that moves a point [x, y, z] of an array in place; `share` is how
 * much the point goes along.
 */
export function headTurn(
  rest: RestFace,
  values: ArrayLike<number>,
): (points: Float32Array, at: number, share: number) => void {
  const read = (name: 'yaw' | 'pitch' | 'roll' | 'x' | 'y' | 'zoom') => values[channel(name)] as number
  const turn = rotationOf({ yaw: read('yaw') * radians, pitch: read('pitch') * radians, roll: 0 })
  const roll = read('roll') * radians
  const zoom = 1 + read('zoom')
  const [mx, my] = [read('x') * rest.unit, read('y') * rest.unit]
  const { pivot, neck } = rest
  return (points, at, share) => {
    const [x0, y0, z0] = [points[at] as number, points[at + 1] as number, points[at + 2] as number]
    const [x1, y1, z1] = rotate(turn, x0 - pivot[0], y0 - pivot[1], z0 - pivot[2])
    const x2 = pivot[0] + x1 * zoom
    const y2 = pivot[1] + y1 * zoom
    // What goes along only in part leans by a part of the angle: circles, not chords.
    const [cos, sin] = [Math.cos(roll * share), Math.sin(roll * share)]
    const px = x0 + (x2 - x0) * share + mx * share - neck[0]
    const py = y0 + (y2 - y0) * share + my * share - neck[1]
    points[at] = neck[0] + px * cos - py * sin
    points[at + 1] = neck[1] + px * sin + py * cos
    points[at + 2] = z0 + (pivot[2] + z1 - z0) * share
  }
}

const lipPoints: ReadonlySet<number> = new Set(Object.values(lips).flat())

/**
 * Lets the inner rows of the lips meet midway, as far as `share` says. The lips keep their thickness, and
 * the skin above and below comes along.
 */
function closeLips({ landmarks, unit }: RestFace, points: Float32Array, share: number): void {
  if (share <= 0) return
  const rows = [
    [lips.upperOuter, lips.upperMiddle, lips.upperNear, lips.upperInner],
    [lips.lowerOuter, lips.lowerMiddle, lips.lowerNear, lips.lowerInner],
  ] as const
  const amount = Math.min(1, share)
  const ways = rows.map((_, side) =>
    lips.upperInner.map((upper, k) => {
      const lower = lips.lowerInner[k] as number
      // The lower lip comes further: it goes with the jaw.
      const part = amount * (side === 0 ? 0.4 : -0.6)
      return [0, 1].map((axis) => part * (coordinate(points, lower, axis) - coordinate(points, upper, axis)))
    }),
  )
  const middle = [13, 14] as const
  for (let i = 0; i < 468; i++) {
    if (lipPoints.has(i)) continue
    const [x, y] = [coordinate(landmarks, i, 0), coordinate(landmarks, i, 1)]
    const below = y > coordinate(landmarks, 13, 1) ? 1 : 0
    const from = middle[below]
    const away = Math.hypot(x - coordinate(landmarks, from, 0), y - coordinate(landmarks, from, 1)) / unit
    const along = Math.exp(-((away / 0.3) ** 2))
    for (const axis of [0, 1]) move(points, i, axis, along * (ways[below]?.[5]?.[axis] as number))
  }
  for (let k = 1; k < 10; k++)
    rows.forEach((lip, side) => {
      for (const row of lip)
        for (const axis of [0, 1]) move(points, row[k] as number, axis, ways[side]?.[k]?.[axis] as number)
    })
}

/** How much of a lid's way the rows of skin above (below) it go. */
const followAbove = [0.55, 0.16] as const
const followBelow = [0.45, 0.12] as const
/** Where closed lids meet: this far from the lower one, of the opening. */
const meeting = 0.14

function moveLids(
  points: Float32Array,
  rest: Float32Array,
  eye: EyePoints,
  blink: number,
  squint: number,
  wide: number,
): void {
  const closed = Math.min(1, Math.max(0, blink))
  const narrowed = Math.min(0.75, Math.max(0, squint))
  for (let k = 0; k < eye.upper.length; k++) {
    const [upper, lower] = [eye.upper[k] as number, eye.lower[k] as number]
    const corner = k === 0 || k === eye.upper.length - 1
    for (const axis of [0, 1]) {
      const gap = coordinate(rest, lower, axis) - coordinate(rest, upper, axis)
      const open = corner ? 0 : gap
      const down =
        open * Math.max(closed * (1 - meeting), 0.12 * narrowed) - 0.22 * open * Math.max(0, wide) * (1 - closed)
      const up = -open * Math.max(closed * meeting, 0.3 * narrowed * (1 - closed))
      move(points, upper, axis, down)
      move(points, lower, axis, up)
      eye.above.forEach((row, r) => {
        move(points, row[k] as number, axis, down * (followAbove[r] as number))
      })
      eye.below.forEach((row, r) => {
        move(points, row[k] as number, axis, up * (followBelow[r] as number))
      })
    }
  }
}

function move(points: Float32Array, i: number, axis: number, by: number): void {
  points[3 * i + axis] = (points[3 * i + axis] as number) + by
}

function coordinate(points: ArrayLike<number>, i: number, axis: number): number {
  return points[3 * i + axis] as number
}

function difference(points: ArrayLike<number>, a: number, b: number): [number, number, number] {
  return [0, 1, 2].map((k) => (points[3 * b + k] as number) - (points[3 * a + k] as number)) as [number, number, number]
}

/** Middle of the contour in the picture, from which the head around the face is measured. */
export function faceCentre(landmarks: ArrayLike<number>): [number, number] {
  let [x, y] = [0, 0]
  for (const i of oval) {
    x += (landmarks[3 * i] as number) / oval.length
    y += (landmarks[3 * i + 1] as number) / oval.length
  }
  return [x, y]
}
