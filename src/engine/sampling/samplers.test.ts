import { expect, it } from 'vitest'
import { type Mixing, mixingOf, predictionTypes, scalings, shares } from './prediction'
import { type SamplerName, samplerNames, samplerStep } from './samplers'
import { flowSigmas, karrasSigmas, type Sigmas } from './sigmas'

/** Runs a sampler over one number with a given estimate of the clean value. */
function run(
  name: SamplerName,
  type: Mixing,
  sigmas: Sigmas,
  start: number,
  denoise: (x: number, s: number) => number,
) {
  let x = start
  let previous = 0
  for (let i = 0; i + 1 < sigmas.length; i++) {
    const step = samplerStep(name, type, sigmas, i)
    const denoised = denoise(x, sigmas[i] as number)
    x = step.a * x + step.b * denoised + step.c * previous
    previous = denoised
  }
  return x
}

it('ends in the clean value when the network always knows it', () => {
  for (const name of samplerNames)
    for (const [type, sigmas] of [
      ['flow', flowSigmas(5, 2)],
      ['exploding', karrasSigmas(8, 0.002, 700)],
    ] as const)
      expect(run(name, type, sigmas, 3.7, () => -1.25)).toBeCloseTo(-1.25, 12)
})

it('is, for flow matching, x + (s - s) v with the velocity v that the network gives', () => {
  const sigmas = flowSigmas(4, 3)
  const velocity = 0.8
  for (const i of [0, 1, 2, 3]) {
    const [from, to] = [sigmas[i] as number, sigmas[i + 1] as number]
    const { cSkip, cOut } = scalings('flow', from)
    const step = samplerStep('euler', 'flow', sigmas, i)
    const x = 0.3
    expect(step.a * x + step.b * (cSkip * x + cOut * velocity)).toBeCloseTo(x + (to - from) * velocity, 12)
  }
})

it('follows the exact path of a Gaussian closer with two evaluations remembered than with one', () => {
  // Data N(0, 1), x = x0 + s n: the probability flow keeps x / sqrt(1 + s^2) constant, D = x / (1 + s^2).
  const sigmas = karrasSigmas(40, 0.01, 20)
  const start = 17
  const exact = start / Math.sqrt(1 + 20 * 20)
  const error = (name: SamplerName) =>
    Math.abs(run(name, 'exploding', sigmas, start, (x, s) => x / (1 + s * s)) - exact)
  expect(error('dpm++2m')).toBeLessThan(error('euler') / 4)
})

it('injects noise of the next level in LCM, and none in the others or at the end', () => {
  const sigmas = flowSigmas(3)
  expect(samplerStep('lcm', 'flow', sigmas, 0)).toEqual({ a: 0, b: 1 - (sigmas[1] as number), c: 0, d: sigmas[1] })
  expect(samplerStep('lcm', 'exploding', [700, 1, 0], 0)).toEqual({ a: 0, b: 1, c: 0, d: 1 })
  expect(samplerStep('lcm', 'flow', sigmas, 2).d).toBe(0)
  for (const name of ['euler', 'dpm++2m'] as const) expect(samplerStep(name, 'flow', sigmas, 0).d).toBe(0)
})

it('has finite numbers in every step, also from pure noise and to 0', () => {
  for (const name of samplerNames)
    for (const sigmas of [flowSigmas(1), flowSigmas(2), flowSigmas(6, 5), karrasSigmas(1, 0.1, 10)])
      for (let i = 0; i + 1 < sigmas.length; i++)
        for (const value of Object.values(
          samplerStep(
            name,
            'flow',
            sigmas.map((s) => Math.min(s, 1)),
            i,
          ),
        ))
          expect(Number.isFinite(value)).toBe(true)
})

it('refuses a step that does not exist', () => {
  expect(() => samplerStep('euler', 'flow', flowSigmas(2), 2)).toThrow(RangeError)
  expect(() => samplerStep('euler', 'flow', flowSigmas(2), -1)).toThrow(RangeError)
})

it('turns what a perfect network says back into the clean value, for every kind of prediction', () => {
  const [x0, noise] = [0.6, -1.4]
  for (const type of predictionTypes)
    for (const sigma of [0.05, 0.4, 0.9]) {
      const { signal } = shares(mixingOf(type), sigma)
      const x = signal * x0 + sigma * noise
      const root = Math.sqrt(1 + sigma * sigma)
      const says = {
        flow: noise - x0,
        epsilon: noise,
        v: (noise - sigma * x0) / root,
        edm: (noise - sigma * x0) / root,
      }
      const { cSkip, cOut } = scalings(type, sigma)
      expect(cSkip * x + cOut * says[type]).toBeCloseTo(x0, 12)
    }
})

it('scales as Stable Video Diffusion does', () => {
  const { cIn, cSkip, cOut, timestep } = scalings('edm', 2)
  expect([cIn, cSkip, cOut, timestep]).toEqual(
    [1 / Math.sqrt(5), 1 / 5, -2 / Math.sqrt(5), Math.log(2) / 4].map((v) => expect.closeTo(v, 12)),
  )
})
