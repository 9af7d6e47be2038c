import { type Hint, trackAt } from '../../../core/hint'
import { createPicture, type Picture } from '../../../core/image'
import { maskToPlane } from '../../../core/mask'
import { compileHints, type Project } from '../../../project/project'
import { flowPicture, longestOf } from './flow-picture'

export const motionLooks = ['flow', 'hints', 'mask'] as const
export type MotionLook = (typeof motionLooks)[number]

interface Motion {
  width: number
  height: number
  flow: Float32Array
  hole: Float32Array
}

/**
 * The motion of one frame as a picture: `flow` every displacement, `hints` only what was asked for, a
 * dot where each hint stands, `mask` what is frozen (blue) and what was uncovered (orange).
 */
export function motionPicture(look: MotionLook, motion: Motion, project: Project, time: number): Picture {
  const { width, height } = motion
  switch (look) {
    case 'flow': {
      const flow = { width, height, data: new Float32Array(motion.flow) }
      return flowPicture(flow, longestOf(flow))
    }
    case 'hints':
      return hintPicture(compileHints(project), project, width, height, time)
    case 'mask':
      return maskPicture(compileHints(project), motion)
  }
}

function hintPicture(hints: readonly Hint[], project: Project, width: number, height: number, time: number): Picture {
  const picture = createPicture(width, height)
  const scale = width / project.picture.width
  const dot = (x: number, y: number, radius: number, colour: readonly [number, number, number]) => {
    const [cx, cy] = [x * scale, y * scale]
    for (let row = Math.max(0, Math.floor(cy - radius)); row <= Math.min(height - 1, cy + radius); row++)
      for (let column = Math.max(0, Math.floor(cx - radius)); column <= Math.min(width - 1, cx + radius); column++)
        if (Math.hypot(column + 0.5 - cx, row + 0.5 - cy) <= radius)
          picture.data.set([...colour, 255], (row * width + column) * 4)
  }
  for (const hint of hints) {
    if (hint.kind === 'track') {
      for (const knot of hint.knots) dot(knot.x, knot.y, 1.2, [255, 255, 255])
      const at = trackAt(hint, time)
      if (hint.knots[0]) dot(hint.knots[0].x, hint.knots[0].y, 4, [255, 158, 76])
      dot(at.x, at.y, 5, [63, 200, 255])
    } else if (hint.kind === 'still') dot(hint.x, hint.y, 5, [255, 126, 182])
  }
  return picture
}

function maskPicture(hints: readonly Hint[], { width, height, hole }: Motion): Picture {
  const picture = createPicture(width, height)
  const frozen = hints.flatMap((hint) => (hint.kind === 'freeze' ? [maskToPlane(hint.mask, width, height)] : []))
  for (let at = 0; at < width * height; at++) {
    const cold = Math.max(0, ...frozen.map((plane) => plane.data[at] as number))
    const open = hole[at] as number
    if (cold <= 0 && open <= 0) continue
    picture.data.set(cold >= open ? [63, 160, 255] : [255, 140, 50], at * 4)
    picture.data[at * 4 + 3] = 40 + 180 * Math.max(cold, open)
  }
  return picture
}
