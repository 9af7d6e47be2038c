import { landmarkCount } from './points'
import { templateFace } from './template'

/** Of each landmark the one that lies where its mirror image does; of those in the middle they themselves. */
export const partners: Uint16Array = Uint16Array.from({ length: landmarkCount }, (_, i) => {
  let [best, least] = [i, Number.POSITIVE_INFINITY]
  for (let j = 0; j < landmarkCount; j++) {
    const square =
      (coordinate(i, 0) + coordinate(j, 0)) ** 2 +
      (coordinate(i, 1) - coordinate(j, 1)) ** 2 +
      (coordinate(i, 2) - coordinate(j, 2)) ** 2
    if (square < least) [best, least] = [j, square]
  }
  return best
})

function coordinate(i: number, axis: number): number {
  return templateFace[3 * i + axis] as number
}
