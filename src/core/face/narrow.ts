import { coordinate, move } from './coordinates'
import { channel } from './names'
import type { RestFace } from './rest'
import { narrowing } from './shapes'

/**
 * Draws a mouth together sideways, as pucker and funnel ask: along its own line in the picture, about its own middle, so that
 * lips of any shape keep their order. As asked for up to half of its width, then less and less, up to three quarters.
 *
 * @param points [478, 3], picture pixels, changed
 */
export function narrowMouth({ landmarks, fit, seam }: RestFace, values: ArrayLike<number>, points: Float32Array): void {
  const shapes = narrowing.map(({ name, shares, most }) => {
    const value = values[channel(name)] as number
    return { shares, value, most }
  })
  const asked = shapes.reduce((sum, { value, most }) => sum + value * most, 0)
  if (asked === 0) return
  const over = asked - 0.5
  const given = over <= 0 ? 1 : (0.5 + 0.25 * (1 - Math.exp(-4 * over))) / asked
  // Where the face's own axis across lies in the picture: what is drawn along it there moves in depth too.
  const across = [0, 3, 6].map((k) => fit.rotation[k] as number) as [number, number, number]
  const seen = across[0] ** 2 + across[1] ** 2
  if (seen < leastSeen) return
  const middle = [0, 1].map((axis) => ((seam[axis] as number) + (seam[20 + axis] as number)) / 2)
  for (let i = 0; i < 468; i++) {
    const share = shapes.reduce((sum, { shares, value }) => sum + value * (shares[i] as number), 0)
    if (share === 0) continue
    const aside = [0, 1].reduce(
      (sum, axis) => sum + (coordinate(landmarks, i, axis) - (middle[axis] as number)) * (across[axis] as number),
      0,
    )
    for (const axis of [0, 1, 2]) move(points, i, axis, (-given * share * aside * (across[axis] as number)) / seen)
  }
}

/** Of a face that looks further aside (73 degrees), no mouth's width can be told. */
const leastSeen = 0.08
