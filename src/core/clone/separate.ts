import type { Point, Size } from '../geometry'
import { chained, commonSimilarity, inverse, type Pair, type Similarity, unmoved } from './similarity'
import { carried, placeIn, type Tracks } from './tracks'

/** How far, in long sides of the clip, a place of the background may lie from where the camera's motion carries it. */
const tolerance = 0.0025
/**
 * A camera stands still for a while when so many of the points (by weight) do, all over the frame: with a moving one
 * nothing does. Way in pixels of a long side of 480, seconds before and after, share, and cells of 4 x 4.
 */
const stillness = { way: 0.6 / 480, around: 0.25, share: 0.15, cells: 4 }
/** Weight of a place in the middle against one at the border, which is seldom the subject's. */
const middling = 0.35

/** A clip's motion, taken apart. */
export interface Separated {
  /** Where places of frame 0 lie in each frame, as far as only the camera moves. */
  camera: Similarity[]
  /** The points as they would be seen by a camera that stands still, in pixels of frame 0. */
  steadied: Tracks
}

/**
 * Takes what the camera does out of what was followed: from frame to frame the similarity that most points follow, those
 * at the border of the frame counting more; one after another they are the camera's way.
 */
export function separate(tracks: Tracks): Separated {
  const long = Math.max(tracks.width, tracks.height)
  const camera: Similarity[] = [unmoved]
  for (let frame = 1; frame < tracks.count; frame++) {
    const step = standsStill(tracks, frame) ? unmoved : commonSimilarity(pairsOf(tracks, frame), tolerance * long)
    camera.push(chained(step ?? unmoved, camera[frame - 1] as Similarity))
  }
  const back = camera.map(inverse)
  const points = carried(tracks.points, (frame) => back[frame] as Similarity)
  return { camera, steadied: { ...tracks, points } }
}

/** However much of what is seen walks about. */
function standsStill(tracks: Tracks, frame: number): boolean {
  const { width, height, rate, count } = tracks
  const reach = Math.max(1, Math.round(stillness.around * rate))
  const [from, to] = [Math.max(0, frame - 1 - reach), Math.min(count - 1, frame + reach)]
  const least = stillness.way * Math.max(width, height)
  const cells = new Set<number>()
  let [still, all] = [0, 0]
  for (const point of tracks.points) {
    const [a, b] = [placeIn(point, from), placeIn(point, to)]
    if (!a || !b) continue
    const weight = weightAt(a, tracks)
    all += weight
    if (Math.hypot(a.x - b.x, a.y - b.y) > least) continue
    still += weight
    cells.add(Math.floor((4 * a.y) / height) * 4 + Math.floor((4 * a.x) / width))
  }
  return still > stillness.share * all && cells.size >= stillness.cells
}

function weightAt({ x, y }: Point, { width, height }: Size): number {
  const off = Math.max(Math.abs((2 * x) / width - 1), Math.abs((2 * y) / height - 1))
  return middling + (1 - middling) * Math.min(1, off) ** 2
}

function pairsOf(tracks: Tracks, frame: number): Pair[] {
  return tracks.points.flatMap((point) => {
    const [from, to] = [placeIn(point, frame - 1), placeIn(point, frame)]
    return from && to ? [{ from, to, weight: weightAt(from, tracks) }] : []
  })
}
