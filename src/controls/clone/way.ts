import type { Point, Size } from '../../core/geometry'
import { cloneHints } from './hints'
import type { CloneState } from './state'

/** How many places of a way are drawn. */
const steps = 48

/** Where the middle of the thing goes over the clip, picture pixels; null: nowhere. */
export function clonedWay(state: CloneState, span: number, picture: Size): Point[] | null {
  if (!state.motion || state.takes === 'camera') return null
  const asPiece = { ...state, bend: 0, takes: 'subject' } as const
  const [hint] = cloneHints('', asPiece, { span, period: null }, picture)
  const part = hint?.kind === 'region' ? hint.parts[0] : undefined
  if (!part) return null
  const { poses, about } = part
  const every = Math.max(1, Math.floor(poses.length / steps))
  const way = poses.filter((_, i) => i % every === 0 || i === poses.length - 1)
  const far = way.some(({ x, y }) => Math.hypot(x, y) > 2)
  return far ? way.map(({ x, y }) => ({ x: about.x + x, y: about.y + y })) : null
}
