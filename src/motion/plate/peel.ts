import { apart, type Canvas, type Matches, reach, values } from './patches'

/**
 * A first guess, layer by layer from what is known inwards: every pixel becomes that of the patch which agrees
 * best with what of its own patch is known by then (the onion peel of Newson et al., Video Inpainting of Complex
 * Scenes, 2014, section 3.3). A smooth first guess would find smooth patches, and stay smooth to the end.
 */
export function peel(canvas: Canvas, matches: Matches): void {
  const { pixels, hole } = canvas
  const { targets, match } = matches
  const known = Uint8Array.from(hole, (missing) => 1 - missing)
  let open = Array.from(targets.keys()).filter((k) => hole[targets[k] as number] === 1)
  while (open.length > 0) {
    const layer = open.filter((k) => stepsFrom(canvas, targets[k] as number).some((next) => known[next] === 1))
    if (layer.length === 0) return
    for (const k of layer) match[k] = agreeing(canvas, matches, known, targets[k] as number)
    for (const k of layer) {
      const [target, source] = [targets[k] as number, match[k] as number]
      known[target] = 1
      pixels.copyWithin(values * target, values * source, values * (source + 1))
    }
    open = open.filter((k) => known[targets[k] as number] === 0)
  }
}

/** The source whose patch is most like what is known of the target's. */
function agreeing(canvas: Canvas, matches: Matches, known: Uint8Array, target: number): number {
  const { width, height, pixels } = canvas
  const { match, indexOf, isSource, sources } = matches
  const places = knownAround(canvas, known, target)
  const share = places.length / (2 * reach + 1) ** 2
  let [best, least] = [-1, Number.POSITIVE_INFINITY]
  const attempt = (source: number) => {
    let sum = share * apart(target, source, width, height)
    for (let n = 0; n < places.length && sum < least; n++) {
      const a = values * (target + (places[n] as number))
      const b = values * (source + (places[n] as number))
      for (let c = 0; c < values; c++) sum += ((pixels[a + c] as number) - (pixels[b + c] as number)) ** 2
    }
    if (sum < least) [best, least] = [source, sum]
  }
  // What its neighbours found is near the best: with it first, most others are given up early.
  for (const next of stepsFrom(canvas, target)) {
    const found = match[indexOf[next] ?? -1] ?? -1
    const source = found + target - next
    if (found >= 0 && isSource[source] === 1) attempt(source)
  }
  for (const source of sources) attempt(source)
  return best
}

/** Ways from a pixel to what is known of its patch. */
function knownAround({ width, height }: Canvas, known: Uint8Array, target: number): number[] {
  const x = target % width
  const y = (target - x) / width
  const places: number[] = []
  for (let dy = Math.max(-reach, -y); dy <= Math.min(reach, height - 1 - y); dy++)
    for (let dx = Math.max(-reach, -x); dx <= Math.min(reach, width - 1 - x); dx++)
      if (known[target + dy * width + dx] === 1) places.push(dy * width + dx)
  return places
}

/** The pixels beside, above and below one. */
function stepsFrom({ width, height }: Canvas, i: number): number[] {
  const x = i % width
  const around = []
  if (x > 0) around.push(i - 1)
  if (x < width - 1) around.push(i + 1)
  if (i >= width) around.push(i - width)
  if (i < width * (height - 1)) around.push(i + width)
  return around
}
