/** Lowest and highest frequency of a hand that holds a camera, Hz: breath and sway, then tremor. */
const [slowest, fastest] = [0.25, 2.2]
const waves = 7

/**
 * A hand's way over time: a sum of waves within a band, 0 at time 0. The same seed gives the same way;
 * with a period it closes.
 *
 * @param channel which of the hand's independent directions
 * @param period seconds after which it begins anew; null: never
 */
export function shake(seed: number, channel: number, speed: number, period: number | null): (time: number) => number {
  const random = numbers(seed * 31 + channel * 7919 + 1)
  const lines = Array.from({ length: waves }, (_, i) => {
    const wanted = speed * slowest * (fastest / slowest) ** ((i + random()) / waves)
    const frequency = period ? Math.max(1, Math.round(wanted * period)) / period : wanted
    // The faster, the smaller: a hand has weight.
    return { turn: 2 * Math.PI * frequency, size: (speed / wanted) ** 0.8, phase: 2 * Math.PI * random() }
  })
  return (time) => {
    let sum = 0
    for (const { turn, size, phase } of lines) sum += size * (Math.sin(turn * time + phase) - Math.sin(phase))
    return sum
  }
}

/** Even numbers in 0..1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
