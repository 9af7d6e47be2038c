import { coordinate } from './coordinates'
import { type EyePoints, eyes, landmarkCount } from './points'

/** The still, small: eight-bit colours with straight alpha, 4 bytes a pixel. */
interface Pixels {
  width: number
  height: number
  data: ArrayLike<number>
}

/** How far an eye may reach, in the distance of the eyes' outer corners. */
const reach = { across: 0.34, up: 0.42, down: 0.34 }
/** How different it is from skin at least; where that runs on into hair, the next. */
const differences = [42, 70, 105] as const
/** An eye that is lower than this part of its width is a person's, whose lids are where they are. */
const tall = 0.55

/**
 * A face that was placed by clicks, with its lids around the eyes as they are drawn: what differs from the skin
 * and hangs together with the iris is the eye as a whole; its upper and lower bounds, evened out as curves, are
 * the lids. An eye that is not found so, or is no taller than people's, stays.
 *
 * @param landmarks [478, 3], pixels of the picture
 */
export function withDrawnEyes(landmarks: Float32Array, picture: Pixels): Float32Array<ArrayBuffer> {
  const out = Float32Array.from(landmarks)
  const unit = Math.hypot(
    coordinate(landmarks, 263, 0) - coordinate(landmarks, 33, 0),
    coordinate(landmarks, 263, 1) - coordinate(landmarks, 33, 1),
  )
  const skin = skinOf(landmarks, picture)
  for (const eye of [eyes.right, eyes.left]) {
    for (const different of differences) {
      const bounds = eyeBounds(landmarks, picture, skin, different, eye, unit)
      if (bounds === 'runs on') continue
      if (bounds) layLids(out, landmarks, eye, bounds)
      break
    }
  }
  return out
}

interface Bounds {
  left: number
  right: number
  /** Heights of the lids at a share of the way from left to right, 0..1. */
  upper(share: number): number
  lower(share: number): number
}

/** The middle colour of cheeks, nose and chin. */
function skinOf(landmarks: Float32Array, picture: Pixels): number[] {
  const places = [50, 280, 205, 425, 199, 4, 117, 346]
  return [0, 1, 2].map((c) => {
    const seen = places.map((i) => pixel(picture, coordinate(landmarks, i, 0), coordinate(landmarks, i, 1), c))
    return seen.sort((a, b) => a - b)[places.length >> 1] as number
  })
}

function eyeBounds(
  landmarks: Float32Array,
  picture: Pixels,
  skin: readonly number[],
  different: number,
  eye: EyePoints,
  unit: number,
): Bounds | 'runs on' | null {
  const centre = eye.iris[0] as number
  const [cx, cy] = [coordinate(landmarks, centre, 0), coordinate(landmarks, centre, 1)]
  const left = Math.max(0, Math.floor(cx - reach.across * unit))
  const right = Math.min(picture.width - 1, Math.ceil(cx + reach.across * unit))
  const top = Math.max(0, Math.floor(cy - reach.up * unit))
  const bottom = Math.min(picture.height - 1, Math.ceil(cy + reach.down * unit))
  const [width, height] = [right - left + 1, bottom - top + 1]
  if (width < 5 || height < 5) return null
  const away = (x: number, y: number) =>
    Math.hypot(...[0, 1, 2].map((c) => pixel(picture, x + 0.5, y + 0.5, c) - (skin[c] as number)))
  // What hangs together with the iris, from pixel to neighbouring pixel.
  const member = new Uint8Array(width * height)
  const queue: number[] = []
  const visit = (x: number, y: number) => {
    if (x < left || x > right || y < top || y > bottom) return
    const i = (y - top) * width + x - left
    if (member[i] || away(x, y) < different) return
    member[i] = 1
    queue.push(i)
  }
  const seed = Math.max(1, Math.round(0.04 * unit))
  for (let dy = -seed; dy <= seed; dy++)
    for (let dx = -seed; dx <= seed; dx++) visit(Math.round(cx) + dx, Math.round(cy) + dy)
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const [x, y] = [left + (at % width), top + Math.floor(at / width)]
    visit(x + 1, y)
    visit(x - 1, y)
    visit(x, y + 1)
    visit(x, y - 1)
  }
  const columns = Array.from({ length: width }, (_, x) => {
    let [first, last] = [height, -1]
    for (let y = 0; y < height; y++)
      if (member[y * width + x]) {
        first = Math.min(first, y)
        last = y
      }
    return { x: left + x + 0.5, first: top + first, last: top + last + 1, rows: last - first + 1 }
  }).filter(({ rows }) => rows > 0.04 * unit)
  const [a, b] = [columns[0], columns.at(-1)]
  if (!a || !b || columns.length < 0.12 * unit) return null
  const most = Math.max(...columns.map(({ rows }) => rows))
  const wide = b.x - a.x
  // Hair that hangs into it reaches the border of what was looked at; no eye does.
  if (most > 0.95 * height || wide > 0.95 * width || columns.some(({ first }) => first === top)) return 'runs on'
  if (most < tall * wide) return null
  const share = (x: number) => (x - a.x) / (wide || 1)
  const upper = parabola(columns.map(({ x, first }) => [share(x), first]))
  const lower = parabola(columns.map(({ x, last }) => [share(x), last]))
  return { left: a.x, right: b.x, upper, lower }
}

/** Puts corners and lids on the bounds; the rows of skin around them and the brows keep their distance to them. */
function layLids(out: Float32Array, landmarks: Float32Array, eye: EyePoints, bounds: Bounds): void {
  const [outer, inner] = [eye.upper[0] as number, eye.upper[8] as number]
  const flipped = coordinate(landmarks, outer, 0) > coordinate(landmarks, inner, 0)
  eye.upper.forEach((upper, k) => {
    const lower = eye.lower[k] as number
    const along = flipped ? 1 - k / 8 : k / 8
    const x = bounds.left + along * (bounds.right - bounds.left)
    const middle = (bounds.upper(along) + bounds.lower(along)) / 2
    // Both lids meet in the corners.
    const open = 1 - (2 * along - 1) ** 4
    const ends = [upper, lower].map((i, side) => {
      const y = middle + open * ((side ? bounds.lower(along) : bounds.upper(along)) - middle)
      const way = [x - coordinate(landmarks, i, 0), y - coordinate(landmarks, i, 1)] as const
      place(out, i, x, y)
      return way
    })
    for (const [rows, way] of [
      [eye.above, ends[0]],
      [eye.below, ends[1]],
    ] as const)
      for (const row of rows) {
        const i = row[k] as number
        place(out, i, coordinate(landmarks, i, 0) + (way?.[0] ?? 0), coordinate(landmarks, i, 1) + (way?.[1] ?? 0))
      }
  })
}

/** The parabola through points in the least squares' sense, as a function. */
function parabola(points: readonly (readonly [number, number])[]): (x: number) => number {
  const m = [0, 1, 2].map(() => [0, 0, 0, 0])
  for (const [x, y] of points) {
    const row = [1, x, x * x]
    row.forEach((value, r) => {
      row.forEach((other, c) => {
        add(m, r, c, value * other)
      })
      add(m, r, 3, value * y)
    })
  }
  for (let r = 0; r < 3; r++)
    for (let other = 0; other < 3; other++) {
      if (other === r) continue
      const factor = get(m, other, r) / (get(m, r, r) || 1e-9)
      for (let c = r; c < 4; c++) add(m, other, c, -factor * get(m, r, c))
    }
  const [p, q, s] = [0, 1, 2].map((r) => get(m, r, 3) / (get(m, r, r) || 1e-9)) as [number, number, number]
  return (x) => p + q * x + s * x * x
}

function get(m: readonly number[][], r: number, c: number): number {
  return m[r]?.[c] as number
}

function add(m: number[][], r: number, c: number, by: number): void {
  const row = m[r] as number[]
  row[c] = (row[c] as number) + by
}

function place(out: Float32Array, i: number, x: number, y: number): void {
  if (i >= landmarkCount) return
  out[3 * i] = x
  out[3 * i + 1] = y
}

/** A colour over white, as on paper. */
function pixel({ width, height, data }: Pixels, x: number, y: number, c: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const at = 4 * (row * width + column)
  const cover = (data[at + 3] as number) / 255
  return (data[at + c] as number) * cover + 255 * (1 - cover)
}
