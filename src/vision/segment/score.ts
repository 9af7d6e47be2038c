import { likelihood } from '../../motion/plain/likelihood'
import type { Belief } from './belief'
import { distanceInside } from './distance'
import type { Grid, Seed } from './grid'

/**
 * How much a cut looks like what was meant: its border runs where colours change, its colours are not those
 * around it, a network agrees, it is not ragged, and the click lies well inside of it.
 */
export function score(mask: Uint8Array<ArrayBuffer>, grid: Grid, seed: Seed, { learned, plain }: Belief): number {
  const { width, height, colours } = grid
  const { l, a, b } = colours
  const count = width * height
  let [area, border, edge, contrast] = [0, 0, 0, 0]
  let [inLearned, allLearned, inPlain, allPlain] = [0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    allLearned += learned.data[i] as number
    allPlain += plain.data[i] as number
    if (mask[i] !== 1) continue
    area++
    inLearned += learned.data[i] as number
    inPlain += plain.data[i] as number
    const x = i % width
    const y = (i - x) / width
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border++
    for (const j of [
      x > 0 ? i - 1 : i,
      x + 1 < width ? i + 1 : i,
      y > 0 ? i - width : i,
      y + 1 < height ? i + width : i,
    ]) {
      if (mask[j] === 1) continue
      edge++
      const [dl, da, db] = [
        (l[i] as number) - (l[j] as number),
        (a[i] as number) - (a[j] as number),
        (b[i] as number) - (b[j] as number),
      ]
      contrast += Math.min(20, Math.sqrt(0.5 * dl * dl + 2 * (da * da + db * db)))
    }
  }
  if (area < 8 || area > 0.95 * count) return -1
  const distance = distanceInside(mask, grid)
  const deepest = distance.reduce((high, value) => Math.max(high, value), 0)
  const colour = likelihood(colours, Float32Array.from(mask))
  let [inside, outside] = [0, 0]
  for (let i = 0; i < count; i++)
    if (mask[i] === 1) inside += colour[i] as number
    else outside += colour[i] as number
  return (
    (0.5 * (2 * inLearned)) / (area + allLearned) +
    (0.3 * (2 * inPlain)) / (area + allPlain) +
    0.4 * (contrast / Math.max(1, edge) / 20) +
    0.4 * (inside / area - outside / (count - area)) -
    0.5 * (border / (2 * (width + height))) -
    0.04 * Math.min(6, (edge * edge) / (16 * area)) +
    0.2 * ((distance[seed.y * width + seed.x] as number) / deepest)
  )
}
