import { plane, smooth, times } from '../rig/planes'
import type { Link } from '../rig/rig'
import type { Cast } from './motion'

/** Where what is moved goes: up, to and fro along any line, or in a direction (radians). */
export type Going = 'up' | 'both' | number

/**
 * What the picture's border cuts off is held there: nobody knows how it goes on, so it becomes long towards the other
 * side instead of leaving the border. What goes along the border, or past it, is not held.
 */
export function held({ shape }: Cast, going: Going, links: Link[]): Link[] {
  const { cut, box } = shape
  const way = going === 'up' ? -Math.PI / 2 : going
  const away = (x: number, y: number) => way === 'both' || Math.cos(way) * x + Math.sin(way) * y > 0.3
  const sides = [
    cut.bottom && away(0, -1) ? (_x: number, y: number) => (box.bottom - y) / box.height : null,
    cut.top && away(0, 1) ? (_x: number, y: number) => (y - box.top) / box.height : null,
    cut.left && away(1, 0) ? (x: number) => (x - box.left) / box.width : null,
    cut.right && away(-1, 0) ? (x: number) => (box.right - x) / box.width : null,
  ].filter((side) => side !== null)
  if (sides.length === 0) return links
  const free = plane(shape, (x, y) => sides.reduce((share, side) => share * smooth(0, 0.9, side(x, y)), 1))
  return links.map((link) => ({ ...link, weight: times(link.weight, free) }))
}
