export const predictionTypes = ['flow', 'epsilon', 'v', 'edm'] as const
export type PredictionType = (typeof predictionTypes)[number]

/**
 * How a network's output becomes the estimate of the clean latents at a noise level:
 * `input = cIn x`, `denoised = cSkip x + cOut output`; `timestep` is what the network is told.
 */
export interface Scalings {
  cIn: number
  cSkip: number
  cOut: number
  timestep: number
}

/**
 * - `flow`: x = (1 - s) x0 + s noise, output = noise - x0, told s.
 * - `epsilon`: x = x0 + s noise, output = noise (k-diffusion's eps wrapper), told ln(s) / 4.
 * - `v`: output = (noise - s x0) / sqrt(s^2 + 1) (Salimans and Ho 2022 in x0 + s noise form), told s.
 * - `edm`: the same scalings as Stable Video Diffusion uses them, told c_noise = ln(s) / 4.
 *
 * For `epsilon` and `v` of a model with discrete timesteps the pack's own table says what it is told;
 * such packs are not known yet.
 */
export function scalings(type: PredictionType, sigma: number): Scalings {
  const square = sigma * sigma + 1
  const cIn = 1 / Math.sqrt(square)
  switch (type) {
    case 'flow':
      return { cIn: 1, cSkip: 1, cOut: -sigma, timestep: sigma }
    case 'epsilon':
      return { cIn, cSkip: 1, cOut: -sigma, timestep: Math.log(sigma) / 4 }
    case 'v':
      return { cIn, cSkip: 1 / square, cOut: -sigma * cIn, timestep: sigma }
    case 'edm':
      return { cIn, cSkip: 1 / square, cOut: -sigma * cIn, timestep: Math.log(sigma) / 4 }
  }
}

/** How much of the clean latents is in x at a noise level: 1 - s for flow matching, otherwise 1. */
export function signalShare(type: PredictionType, sigma: number): number {
  return type === 'flow' ? 1 - sigma : 1
}
