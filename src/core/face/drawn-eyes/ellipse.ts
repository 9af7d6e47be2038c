/** The still, small: eight-bit colours with straight alpha, 4 bytes a pixel. */
export interface Pixels {
  width: number
  height: number
  data: ArrayLike<number>
}

/** An eye as it is drawn, lashes and all: half its width and height, and how it leans (radians, clockwise on the screen). */
export interface EyeEllipse {
  x: number
  y: number
  across: number
  up: number
  lean: number
}

/** A place of an ellipse, -1..1 along its axes. */
export function onEllipse({ x, y, across, up, lean }: EyeEllipse, along: number, down: number): [number, number] {
  const [px, py] = [along * across, down * up]
  return [x + px * Math.cos(lean) - py * Math.sin(lean), y + px * Math.sin(lean) + py * Math.cos(lean)]
}

/** A place in parts of an ellipse's axes. */
export function inEllipse({ x, y, across, up, lean }: EyeEllipse, px: number, py: number): [number, number] {
  const [dx, dy] = [px - x, py - y]
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)]
  return [(dx * cos + dy * sin) / across, (-dx * sin + dy * cos) / up]
}

/** What tells where an eye ends. */
export interface Border {
  /** How far a place is alike what is around eyes, 0..1. */
  around(x: number, y: number): number
  /** How different two places are, 0..1. */
  step(ax: number, ay: number, bx: number, by: number): number
}

/** Half sizes that are tried, in the distance of the eyes, and how far the middle may be from where it was clicked. */
const sizes = { across: [0.06, 0.3], up: [0.06, 0.36], steps: 9 } as const
const astray = [-0.6, -0.3, 0, 0.3, 0.6] as const
const leans = [-0.3, 0, 0.3] as const
/** What is just within and just without its border is compared at so many places. */
const places = { coarse: 20, fine: 40 } as const
/** How much a larger one is preferred: a power of its size. */
const larger = 0.25
/** Its worth from which on it is an eye. */
const enough = 0.16

/** Differences of colour that are none, and those that are whole, of 255. */
const [alike, unlike] = [16, 64] as const

/** Tells skin, fur and hair by colours that were seen of them, of which two have to agree: one may have been seen on a line. */
export function borderOf(picture: Pixels, seen: readonly (readonly [number, number])[]): Border {
  const { width, height } = picture
  const colours = seen.map(([x, y]) => colourAt(picture, x, y))
  // Thousands of ellipses look at the same places.
  const known = new Float32Array(width * height).fill(-1)
  const indexOf = (x: number, y: number) =>
    Math.min(height - 1, Math.max(0, Math.floor(y))) * width + Math.min(width - 1, Math.max(0, Math.floor(x)))
  const flat = new Float32Array(3 * width * height).fill(-1)
  const load = (i: number) => {
    if (flat[3 * i] === -1) flat.set(colourAt(picture, i % width, Math.floor(i / width)), 3 * i)
    return 3 * i
  }
  return {
    around(x, y) {
      const i = indexOf(x, y)
      if ((known[i] as number) >= 0) return known[i] as number
      const own = colourAt(picture, x, y)
      let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
      for (const colour of colours) {
        const away = Math.hypot(own[0] - colour[0], own[1] - colour[1], own[2] - colour[2])
        if (away < first) [first, second] = [away, first]
        else if (away < second) second = away
      }
      known[i] = 1 - different(second)
      return known[i] as number
    },
    step(ax, ay, bx, by) {
      const [a, b] = [load(indexOf(ax, ay)), load(indexOf(bx, by))]
      let square = 0
      for (let c = 0; c < 3; c++) square += ((flat[a + c] as number) - (flat[b + c] as number)) ** 2
      return different(Math.sqrt(square))
    },
  }
}

function different(distance: number): number {
  const share = Math.min(1, Math.max(0, (distance - alike) / (unlike - alike)))
  return share * share * (3 - 2 * share)
}

/** An ellipse, and how well it is one around an eye. */
export interface Found {
  ellipse: EyeEllipse
  worth: number
}

/**
 * The ellipse around a place that parts best what is within from what is around eyes: coarsely among all, then finer
 * around the best ones.
 *
 * @param unit the distance of the eyes, pixels
 * @param lean of the line between the eyes, radians
 * @param like the other eye, where that is known: eyes are of one size, as near
 * @returns null: there is no such eye
 */
export function eyeEllipse(
  border: Border,
  x: number,
  y: number,
  unit: number,
  lean: number,
  like: EyeEllipse | null = null,
): Found | null {
  const found = (ellipse: EyeEllipse, places: number): Found => ({
    ellipse,
    worth: worth(border, ellipse, unit, places) * likeness(ellipse, like),
  })
  const coarse: Found[] = []
  for (const across of steps(sizes.across))
    for (const up of steps(sizes.up))
      for (const dx of astray)
        for (const dy of astray)
          for (const more of leans)
            coarse.push(
              found(
                {
                  x: x + dx * across * unit,
                  y: y + dy * up * unit,
                  across: across * unit,
                  up: up * unit,
                  lean: lean + more,
                },
                places.coarse,
              ),
            )
  let best: Found | null = null
  for (const { ellipse } of coarse.sort((a, b) => b.worth - a.worth).slice(0, 8)) {
    let own = found(ellipse, places.fine)
    for (const fine of [0.12, 0.06, 0.03])
      for (let round = 0; round < 4; round++)
        for (const key of ['x', 'y', 'across', 'up', 'lean'] as const)
          for (const sign of [-1, 1]) {
            const { ellipse: now } = own
            const scale = key === 'lean' ? 1 : key === 'x' || key === 'across' ? now.across : now.up
            const next = found({ ...now, [key]: now[key] + sign * fine * scale }, places.fine)
            if (next.worth > own.worth) own = next
          }
    if (own.worth > (best?.worth ?? enough)) best = own
  }
  return best
}

/** How near the sizes of two eyes are, 0..1; a head that looks aside shows one of them narrower. */
export function likeness({ across, up }: EyeEllipse, other: EyeEllipse | null): number {
  if (!other) return 1
  return Math.exp(-0.6 * Math.log(across / other.across) ** 2 - 2 * Math.log(up / other.up) ** 2)
}

/** How sharply the ellipse parts what is within from skin, fur or hair without, on the mean: 0..1. */
function worth(border: Border, { x, y, across, up, lean }: EyeEllipse, unit: number, count: number): number {
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)]
  const margin = Math.max(1, 0.022 * unit)
  let sum = 0
  for (let k = 0; k < count; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / count
    const [ax, ay] = [Math.cos(angle), Math.sin(angle)]
    const at = (far: number) => {
      const [px, py] = [(across + far) * ax, (up + far) * ay]
      return [x + px * cos - py * sin, y + px * sin + py * cos] as const
    }
    const [inner, outer] = [at(-margin), at(margin)]
    const without = (border.around(...outer) + border.around(...at(2.5 * margin))) / 2
    sum += border.step(...inner, ...outer) * without * (1 - 0.5 * border.around(...inner))
  }
  // What is only a part of an eye has a border that is as good, where it lies on the eye's.
  return (sum / count) * (Math.sqrt(across * up) / unit) ** larger
}

function steps([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: sizes.steps }, (_, k) => from * (to / from) ** (k / (sizes.steps - 1)))
}

/** A colour over white, as on paper. */
export function colourAt({ width, height, data }: Pixels, x: number, y: number): [number, number, number] {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const at = 4 * (row * width + column)
  const cover = (data[at + 3] as number) / 255
  return [0, 1, 2].map((c) => (data[at + c] as number) * cover + 255 * (1 - cover)) as [number, number, number]
}
