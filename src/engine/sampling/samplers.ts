import { type Mixing, shares } from './prediction'
import type { Sigmas } from './sigmas'

export const samplerNames = ['euler', 'dpm++2m', 'lcm'] as const
export type SamplerName = (typeof samplerNames)[number]

/** One step of any sampler: next = a x + b denoised + c previousDenoised + d noise. */
export interface Step {
  a: number
  b: number
  c: number
  d: number
}

/**
 * The four numbers of step `index` between `sigmas[index]` and `sigmas[index + 1]`, for x that is mixed
 * of signal and noise in that way.
 */
export function samplerStep(name: SamplerName, mixing: Mixing, sigmas: Sigmas, index: number): Step {
  const from = sigmas[index]
  const to = sigmas[index + 1]
  if (from === undefined || to === undefined || from <= 0) throw new RangeError(`no step ${index}`)
  const [now, next] = [shares(mixing, from), shares(mixing, to)]
  switch (name) {
    case 'euler': {
      // x + (x - D) / s (s' - s) in x0 + s noise (Karras et al. 2022, algorithm 1 without churn); in each
      // mixing it keeps the noise that x holds over D: for flow matching that is x + (s' - s) v.
      const a = next.noise / now.noise
      return { a, b: next.signal - a * now.signal, c: 0, d: 0 }
    }
    case 'dpm++2m':
      return dpmStep(mixing, sigmas[index - 1], from, to)
    case 'lcm':
      return { a: 0, b: next.signal, c: 0, d: next.noise }
  }
}

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): x' = (s'/s) x - alpha' (e^-h - 1) D with
 * D = (1 + 1/2r) D_i - 1/2r D_(i-1), h the step in log(alpha / s), r the last step's h over this one's.
 * First order in the first step and in the last one to 0.
 */
function dpmStep(mixing: Mixing, before: number | undefined, from: number, to: number): Step {
  const [now, next] = [shares(mixing, from), shares(mixing, to)]
  if (to === 0) return { a: 0, b: next.signal, c: 0, d: 0 }
  const lambda = (sigma: number) => {
    const { signal, noise } = shares(mixing, sigma)
    return Math.log(signal / noise)
  }
  const h = lambda(to) - lambda(from)
  const scale = -next.signal * Math.expm1(-h)
  // A step from pure noise has no end in lambda: whatever leans on its length drops out.
  const lean = before === undefined ? 0 : h / (2 * (lambda(from) - lambda(before)))
  return { a: next.noise / now.noise, b: scale * (1 + lean), c: lean === 0 ? 0 : -scale * lean, d: 0 }
}
