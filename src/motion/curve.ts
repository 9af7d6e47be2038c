/** Hermite step: 0 before `low`, 1 past `high`, smooth between; falling when `high` is the lower. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

/** From `a` to `b` by a share of 0..1. */
export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share
}
