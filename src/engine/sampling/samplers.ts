import { type PredictionType, signalShare } from './prediction'
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
 * The four numbers of step `index` between `sigmas[index]` and `sigmas[index + 1]`. `type` says how
 * signal and noise are mixed (`flow`: 1 - s and s; otherwise 1 and s).
 */
export function samplerStep(name: SamplerName, type: PredictionType, sigmas: Sigmas, index: number): Step {
  const from = sigmas[index]
  const to = sigmas[index + 1]
  if (from === undefined || to === undefined || from <= 0) throw new RangeError(`no step ${index}`)
  const share = (sigma: number) => signalShare(type, sigma)
  switch (name) {
    case 'euler':
      return eulerStep(from, to)
    case 'dpm++2m':
      return dpmStep(sigmas[index - 1], from, to, share)
    case 'lcm':
      return { a: 0, b: share(to), c: 0, d: to }
  }
}

/**
 * x + (x - D) / s (s' - s) (Karras et al. 2022, algorithm 1 without churn). For flow matching
 * (x - D) / s is the velocity, so this is its Euler step as well.
 */
function eulerStep(from: number, to: number): Step {
  const ratio = to / from
  return { a: ratio, b: 1 - ratio, c: 0, d: 0 }
}

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): x' = (s'/s) x - alpha' (e^-h - 1) D with
 * D = (1 + 1/2r) D_i - 1/2r D_(i-1), h the step in log(alpha / s), r the last step's h over this one's.
 * First order in the first step and in the last one to 0.
 */
function dpmStep(before: number | undefined, from: number, to: number, share: (sigma: number) => number): Step {
  if (to === 0) return { a: 0, b: share(0), c: 0, d: 0 }
  const lambda = (sigma: number) => Math.log(share(sigma) / sigma)
  const h = lambda(to) - lambda(from)
  const scale = -share(to) * Math.expm1(-h)
  // A step from pure noise has no end in lambda: whatever leans on its length drops out.
  const lean = before === undefined ? 0 : h / (2 * (lambda(from) - lambda(before)))
  return { a: to / from, b: scale * (1 + lean), c: scale === 0 ? 0 : -scale * lean, d: 0 }
}
