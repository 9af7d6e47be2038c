import type { Point, Size } from '../core/geometry'
import { createPicture, type Picture, type Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { keepHeld } from './components'
import { smoothstep } from './curve'
import { boxMean } from './filters/box'
import { alongEdges } from './filters/domain'
import { dilate, erode } from './filters/extreme'
import { connectedTo, withoutHollows } from './filters/flood'
import { pushPull } from './filters/pushpull'
import { resizePicture, sampleGrid } from './filters/resample'
import type { Group } from './groups'
import { placeOf } from './places'

/** What a group of tracks takes along, on the influence's own grid. */
export interface Support {
  /** About 1 on the thing and 0 off it, soft by a pixel or two. */
  member: Plane
  /** How much of the motion each place takes, 0..1, carried on past the thing's border. */
  weight: Plane
}

/** Width of the blur that any influence map has, as a share of its long side: what falls off faster is an edge. */
const edge = 0.016
/** Darker lines within a thing that are narrower than twice this share are no gaps but doubts. */
const doubt = 0.011
/** How far a network's map is evened out within an even area, as a share of its long side, and the change of colour that stops it. */
const evenReach = 0.06
/** Bays of a network's map narrower than twice this share of its long side belong to the thing. */
const bay = 0.02
const edgeChange = 0.4

/**
 * Turns influence into what is cut out and how it gives way. Where influence drops at once (compared
 * with the highest value nearby) there is an edge: the thing ends at half its height, and the weight
 * inside is carried on across it, so that the thing moves as a whole. Where influence falls off
 * slowly the thing goes on, and the weight falls with it until it rests: a stretch without a tear.
 */
export function supportOf(group: Group, influence: Influence, picture: Size, still: Picture): Support {
  const { width, height } = influence
  const side = Math.max(width, height)
  const held = group.tracks.map(({ hint }) => {
    const place = placeOf(hint)
    return { x: (place.x / picture.width) * width, y: (place.y / picture.height) * height }
  })
  const reach = Math.max(1, Math.round(doubt * side))
  const total = erode(dilate(aligned(totalInfluence(group, influence, picture), held, influence, still), reach), reach)
  const high = dilate(total, Math.max(2, Math.round(edge * side)))
  const count = width * height
  const member = { width, height, data: new Float32Array(count) }
  const weight = { width, height, data: new Float32Array(total.data) }
  const known = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const value = total.data[i] as number
    const share = value / Math.max(1e-3, high.data[i] as number)
    member.data[i] = smoothstep(0.3, 0.7, share) * smoothstep(0.14, 0.28, value)
    known[i] = value > 0.15 ? smoothstep(0.72, 0.9, share) : 0
  }
  keepHeld(member, held)
  for (let i = 0; i < count; i++) if ((member.data[i] as number) < 0.5) known[i] = 0
  pushPull([weight.data], known, width, height)
  for (let i = 0; i < count; i++) weight.data[i] = smoothstep(0.2, 0.45, weight.data[i] as number)
  return { member, weight: boxMean(weight, 1) }
}

/** Sum of the tracks' maps; each raised to 1 where it is taken hold of, however faint the map is there. */
function totalInfluence(group: Group, influence: Influence, picture: Size): Plane {
  const { width, height, maps } = influence
  const count = width * height
  const data = new Float32Array(count)
  const blob = 2 * (0.012 * Math.max(width, height)) ** 2
  for (const { hint, index } of group.tracks) {
    const place = placeOf(hint)
    const [px, py] = [(place.x / picture.width) * width, (place.y / picture.height) * height]
    const there = sampleGrid(maps, index * count, width, height, px, py)
    const gain = 1 / Math.min(1, Math.max(0.35, there))
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        const near = Math.exp(-((x + 0.5 - px) ** 2 + (y + 0.5 - py) ** 2) / blob)
        const value = Math.max((maps[index * count + i] as number) * gain, near)
        data[i] = Math.min(1, (data[i] as number) + value)
      }
    }
  }
  return { width, height, data }
}

const guides = new WeakMap<Picture, Picture>()

/**
 * A network's maps are soft, spill over edges, have hollows and islands. Here they hang together with
 * where they are held, have no hollow inside, and follow the picture: even within its even areas (so
 * that a fall is a gentle stretch there), steep at its edges. The plain method's maps are so already.
 */
function aligned(total: Plane, held: readonly Point[], influence: Influence, still: Picture): Plane {
  if (influence.method === 'plain') return total
  const { width, height } = total
  let guide = guides.get(still)
  if (guide?.width !== width || guide.height !== height) {
    guide = withoutTexture(resizePicture(still, width, height))
    guides.set(still, guide)
  }
  const seeds = held.map(({ x, y }) => {
    const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
    return Math.min(height - 1, Math.max(0, Math.floor(y))) * width + column
  })
  const reach = Math.round(bay * Math.max(width, height))
  const closed = erode(dilate(connectedTo(total, seeds), reach), reach)
  const whole = withoutHollows(closed)
  return alongEdges(whole, guide, evenReach * Math.max(width, height), edgeChange)
}

/** Takes off fine texture, which is no edge of a thing. */
function withoutTexture(picture: Picture): Picture {
  const { width, height } = picture
  const out = createPicture(width, height)
  for (let c = 0; c < 4; c++) {
    const channel = Float32Array.from({ length: width * height }, (_, i) => picture.data[4 * i + c] as number)
    const mean = boxMean({ width, height, data: channel }, 2).data
    for (let i = 0; i < mean.length; i++) out.data[4 * i + c] = mean[i] as number
  }
  return out
}
