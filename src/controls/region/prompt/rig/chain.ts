import type { Plane } from '../../../../core/image'
import type { Link } from './rig'
import { placeAlong, type Target } from './target'
import type { Signal } from './timing'

/**
 * A target as a chain of links that bends: `bend(share)` is the angle (radians, a signal) by which it has turned at
 * a share of its length, 0 held to 1 free. Links overlap as hats do, so that it bends evenly and its length is kept.
 */
export function chain(target: Target, links: number, bend: (share: number) => Signal): Link[] {
  const shares = Array.from({ length: links }, (_, k) => k / (links - 1))
  const places = shares.map((share) => placeAlong(target.spine, share))
  const angles = shares.map(bend)
  // Between two links the chain points where the middle of them does.
  const between = shares.slice(1).map((share, k) => bend((share + (shares[k] as number)) / 2))
  return shares.map((share, k) => {
    const about = places[k] ?? { x: 0, y: 0 }
    return {
      weight: hat(target, share, 1 / (links - 1)),
      about,
      pose: (time) => {
        let [x, y] = [0, 0]
        for (let i = 0; i < k; i++) {
          const [a, b] = [places[i] ?? about, places[i + 1] ?? about]
          const angle = between[i]?.(time) ?? 0
          const [dx, dy] = [b.x - a.x, b.y - a.y]
          x += dx * Math.cos(angle) - dy * Math.sin(angle) - dx
          y += dx * Math.sin(angle) + dy * Math.cos(angle) - dy
        }
        return { angle: angles[k]?.(time) ?? 0, scaleX: 1, scaleY: 1, x, y }
      },
    }
  })
}

function hat({ member, along }: Target, share: number, width: number): Plane {
  const data = member.data.map(
    (value, i) => value * Math.max(0, 1 - Math.abs((along.data[i] as number) - share) / width),
  )
  return { width: member.width, height: member.height, data }
}
