import type { Size } from '../core/geometry'
import type { Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { keepHeld } from './components'
import { smoothstep } from './curve'
import { boxMean } from './filters/box'
import { dilate } from './filters/extreme'
import { pushPull } from './filters/pushpull'
import { sampleGrid } from './filters/resample'
import type { Group } from './groups'
import { placeOf } from './places'

/** What a group of tracks takes along, on the influence's own grid. */
export interface Support {
  /** About 1 on the thing and 0 off it, soft by a pixel or two. */
  member: Plane
  /** How much of the motion each place takes, 0..1, carried on past the thing's border. */
  weight: Plane
}

/** Width of the blur that any influence map has, in its own pixels: what falls off faster is an edge. */
const edge = 2

/**
 * Turns influence into what is cut out and how it gives way. Where influence drops at once (compared
 * with the highest value nearby) there is an edge: the thing ends at half its height, and the weight
 * inside is carried on across it, so that the thing moves as a whole. Where influence falls off
 * slowly the thing goes on, and the weight falls with it until it rests: a stretch without a tear.
 */
export function supportOf(group: Group, influence: Influence, picture: Size): Support {
  const { width, height } = influence
  const total = totalInfluence(group, influence, picture)
  const high = dilate(total, edge)
  const count = width * height
  const member = { width, height, data: new Float32Array(count) }
  const weight = { width, height, data: new Float32Array(total.data) }
  const known = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const value = total.data[i] as number
    const share = value / Math.max(1e-3, high.data[i] as number)
    member.data[i] = smoothstep(0.3, 0.7, share) * smoothstep(0.12, 0.25, value)
    known[i] = value > 0.15 ? smoothstep(0.72, 0.9, share) : 0
  }
  const held = group.tracks.map(({ hint }) => {
    const place = placeOf(hint)
    return { x: (place.x / picture.width) * width, y: (place.y / picture.height) * height }
  })
  keepHeld(member, held)
  for (let i = 0; i < count; i++) if ((member.data[i] as number) < 0.5) known[i] = 0
  pushPull([weight.data], known, width, height)
  for (let i = 0; i < count; i++) weight.data[i] = smoothstep(0.28, 0.75, weight.data[i] as number)
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
