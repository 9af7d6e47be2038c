import { fitSimilarity, rotate, turnIn } from '../../../src/core/face/fit'
import { oval, rigid } from '../../../src/core/face/points'

const rounds = 30
/** Those of the rigid points that are neither temples nor jaw: brow, eyes, nose. A drawing holds its sides back where they are seen at a grazing angle. */
export const middle: readonly number[] = rigid.filter((i) => !(oval as readonly number[]).includes(i) || i === 10)

/**
 * How a head would be seen that has done nothing but turn, move and come nearer: the turn and the size that explain best where its
 * rigid points are seen (scaled orthography: no depth that a detector guesses goes into it).
 *
 * @param rest [478, 3], pixels
 * @param seen [[x, y] x 478], pixels
 * @param points by which it is told
 * @returns its size against the rest's, its turn (degrees), and its points, [[x, y] x 478]
 */
export function asTurned(
  rest: readonly number[],
  seen: readonly (readonly number[])[],
  points: readonly number[] = rigid,
): { size: number; turn: { yaw: number; pitch: number; roll: number }; points: number[][] } {
  const places = Float64Array.from(rest, (value, i) =>
    i % 3 === 2 ? value : (seen[Math.floor(i / 3)]?.[i % 3] as number),
  )
  let fit = fitSimilarity(rest, places, points)
  const turned = (i: number) =>
    rotate(fit.rotation, rest[3 * i] as number, rest[3 * i + 1] as number, rest[3 * i + 2] as number).map(
      (value, k) => fit.scale * value + (fit.shift[k] as number),
    )
  for (let round = 0; round < rounds; round++) {
    for (const i of points) places[3 * i + 2] = turned(i)[2] as number
    fit = fitSimilarity(rest, places, points)
  }
  const { yaw, pitch, roll } = turnIn(fit.rotation)
  const degrees = 180 / Math.PI
  const turn = { yaw: yaw * degrees, pitch: pitch * degrees, roll: roll * degrees }
  return { size: fit.scale, turn, points: seen.map((_, i) => turned(i).slice(0, 2)) }
}
