import type { Size } from '../../core/geometry'
import type { CameraHint, CameraPose, Hint } from '../../core/hint'

/** How the picture is seen at one moment. */
export interface View {
  /** Nothing is moved at all. */
  still: boolean
  /** Where a place (picture pixels) of some depth (0 far .. 1 near) is seen; in `out`. */
  see(x: number, y: number, depth: number, out: { x: number; y: number }): void
}

/** The pose at a time, each number between its neighbours'; clamped at both ends, made smaller by `scale` 0..1. */
export function cameraAt({ poses }: CameraHint, time: number, scale = 1): CameraPose {
  let [low, high] = [0, poses.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((poses[middle] as CameraPose).time <= time) low = middle
    else high = middle
  }
  const [a, b] = [poses[low] ?? rest, poses[high] ?? rest]
  const share = b.time > a.time ? Math.min(1, Math.max(0, (time - a.time) / (b.time - a.time))) : 0
  const mix = (field: Exclude<keyof CameraPose, 'time' | 'zoom'>) => scale * (a[field] + (b[field] - a[field]) * share)
  return {
    time,
    x: mix('x'),
    y: mix('y'),
    zoom: 1 + scale * (a.zoom + (b.zoom - a.zoom) * share - 1),
    roll: mix('roll'),
    parallaxX: mix('parallaxX'),
    parallaxY: mix('parallaxY'),
    dolly: mix('dolly'),
  }
}

const rest: CameraPose = { time: 0, x: 0, y: 0, zoom: 1, roll: 0, parallaxX: 0, parallaxY: 0, dolly: 0 }

/**
 * The view through several cameras, each acting on what the former one shows.
 *
 * @param zoom by which everything is enlarged about the picture's centre first
 */
export function viewOf(poses: readonly CameraPose[], picture: Size, zoom: number): View {
  const [cx, cy] = [picture.width / 2, picture.height / 2]
  const turns = poses.map((pose) => ({ pose, cos: Math.cos(pose.roll), sin: Math.sin(pose.roll) }))
  return {
    still: zoom === 1 && poses.every(isRest),
    see(x, y, depth, out) {
      let [px, py] = [(x - cx) * zoom, (y - cy) * zoom]
      for (const { pose, cos, sin } of turns) {
        const near = depth - 0.5
        // Nothing turns inside out, however near it is.
        const scale = Math.max(0.05, pose.zoom + pose.dolly * near)
        const [sx, sy] = [px * scale, py * scale]
        px = sx * cos - sy * sin + pose.x + pose.parallaxX * near
        py = sx * sin + sy * cos + pose.y + pose.parallaxY * near
      }
      out.x = cx + px
      out.y = cy + py
    },
  }
}

function isRest({ x, y, zoom, roll, parallaxX, parallaxY, dolly }: CameraPose): boolean {
  return x === 0 && y === 0 && zoom === 1 && roll === 0 && parallaxX === 0 && parallaxY === 0 && dolly === 0
}

export function camerasOf(hints: readonly Hint[]): CameraHint[] {
  return hints.filter((hint): hint is CameraHint => hint.kind === 'camera')
}

/** Whether some camera makes near and far go different ways, so that what stands in front has to be lifted. */
export function depthsPart(hints: readonly Hint[]): boolean {
  return camerasOf(hints).some(({ poses }) =>
    poses.some(({ parallaxX, parallaxY, dolly }) => parallaxX !== 0 || parallaxY !== 0 || dolly !== 0),
  )
}
