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

/** How clean latents and noise make up x at a noise level. */
export type Mixing = 'exploding' | 'preserving' | 'flow'

export function mixingOf(type: PredictionType): Mixing {
  return type === 'flow' ? 'flow' : 'exploding'
}

/**
 * Share of the clean latents and of the noise in x: (1, s), the same over sqrt(s^2 + 1) so that the
 * variance stays, or (1 - s, s).
 */
export function shares(mixing: Mixing, sigma: number): { signal: number; noise: number } {
  switch (mixing) {
    case 'exploding':
      return { signal: 1, noise: sigma }
    case 'preserving': {
      const root = Math.sqrt(sigma * sigma + 1)
      return { signal: 1 / root, noise: sigma / root }
    }
    case 'flow':
      return { signal: 1 - sigma, noise: sigma }
  }
}

/**
 * Latent consistency models (Luo et al. 2023) over a network that predicts the noise, x variance
 * preserving: denoised = c_skip x + c_out x0 with c_skip = d^2 / (tau^2 + d^2), c_out = tau / sqrt(tau^2 + d^2),
 * tau the timestep times 10 and d = 0.5 the data's deviation; here gathered into what x and the output count.
 */
export function consistencyScalings(
  sigma: number,
  timestep: number,
  timestepScale = 10,
  dataDeviation = 0.5,
): Scalings {
  const tau = timestep * timestepScale
  const square = dataDeviation * dataDeviation
  const skip = square / (tau * tau + square)
  const out = tau / Math.sqrt(tau * tau + square)
  const { signal, noise } = shares('preserving', sigma)
  return { cIn: 1, cSkip: skip + out / signal, cOut: (-out * noise) / signal, timestep }
}
