/** Noise levels of a run, descending, one more than there are steps; the last is 0. */
export type Sigmas = readonly number[]

/**
 * Karras et al. 2022, equation 5: evenly spaced in the rho-th root, from `sigmaMax` to `sigmaMin`,
 * then 0. A run of one step begins at `sigmaMax`.
 */
export function karrasSigmas(steps: number, sigmaMin: number, sigmaMax: number, rho = 7): number[] {
  const high = sigmaMax ** (1 / rho)
  const low = sigmaMin ** (1 / rho)
  const at = (step: number) => (steps === 1 ? sigmaMax : (high + (step / (steps - 1)) * (low - high)) ** rho)
  return [...Array.from({ length: steps }, (_, step) => at(step)), 0]
}

/**
 * Flow matching: evenly from 1 to 0, bent by `shift` towards the noise, s <- shift s / (1 + (shift - 1) s)
 * (Esser et al. 2024, equation 23). `shift` 1 leaves the line straight.
 */
export function flowSigmas(steps: number, shift = 1): number[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const sigma = 1 - step / steps
    return (shift * sigma) / (1 + (shift - 1) * sigma)
  })
}

/** Align Your Steps (Sabour et al. 2024), ten steps for Stable Video Diffusion. */
export const aysSvd: Sigmas = [700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0]

/** A table of noise levels at another number of steps: straight lines between the logarithms, and 0 at the end. */
export function tableSigmas(table: Sigmas, steps: number): number[] {
  const logs = table.slice(0, -1).map(Math.log)
  const last = logs.length - 1
  if (steps === last + 1) return [...table]
  const at = (step: number) => {
    const place = steps === 1 ? 0 : (step / (steps - 1)) * last
    const low = Math.min(Math.floor(place), Math.max(last - 1, 0))
    const from = logs[low] as number
    const to = logs[Math.min(low + 1, last)] as number
    return Math.exp(from + (to - from) * (place - low))
  }
  return [...Array.from({ length: steps }, (_, step) => at(step)), 0]
}

export interface Schedule {
  schedule: 'flow' | 'karras' | 'ays-svd'
  shift: number
  sigmaMin: number
  sigmaMax: number
  rho: number
}

/** The noise levels that a pack's schedule gives for a number of steps. */
export function scheduleSigmas(schedule: Schedule, steps: number): number[] {
  switch (schedule.schedule) {
    case 'flow':
      return flowSigmas(steps, schedule.shift)
    case 'karras':
      return karrasSigmas(steps, schedule.sigmaMin, schedule.sigmaMax, schedule.rho)
    case 'ays-svd':
      return tableSigmas(aysSvd, steps)
  }
}
