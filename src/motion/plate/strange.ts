import type { Plane } from '../../core/image'
import { type Canvas, type Matches, reach, values } from './patches'

/** Share of the sources that are barred: what looks least like anything along the hole. */
const barredShare = 0.2

/**
 * The sources that would look strange in the hole, 1, all others 0: their least sum of squares to any patch along
 * the hole is among the largest. A flower beside a lake is not copied into the lake.
 */
export function strangeSources(canvas: Canvas, { isSource, sources, indexOf }: Matches): Plane {
  const { width, height } = canvas
  const border = sources.filter((source) =>
    [-1, 1, -width, width].some((step) => (indexOf[source + step] ?? -1) >= 0 && isSource[source + step] === 0),
  )
  const data = new Float32Array(width * height)
  if (border.length === 0) return { width, height, data }
  const odd = Float32Array.from(sources, (source) => leastDifference(canvas, source, border))
  const limit = odd.slice().sort()[Math.floor((1 - barredShare) * (odd.length - 1))] as number
  sources.forEach((source, n) => {
    data[source] = (odd[n] as number) > limit ? 1 : 0
  })
  return { width, height, data }
}

function leastDifference({ width, pixels }: Canvas, source: number, border: Int32Array): number {
  let least = Number.POSITIVE_INFINITY
  for (const other of border) {
    let sum = 0
    for (let dy = -reach; dy <= reach && sum < least; dy++) {
      let a = values * (source + dy * width - reach)
      let b = values * (other + dy * width - reach)
      const end = a + values * (2 * reach + 1)
      for (; a < end; a++, b++) sum += ((pixels[a] as number) - (pixels[b] as number)) ** 2
    }
    if (sum < least) least = sum
  }
  return least
}
