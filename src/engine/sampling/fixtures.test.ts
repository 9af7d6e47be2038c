import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { consistencyScalings, type Mixing, type Scalings, scalings } from './prediction'
import { type SamplerName, samplerStep } from './samplers'
import { aysSvd, flowSigmas, karrasSigmas, tableSigmas } from './sigmas'

/** One run of a sampler in float64, made by another hand; tests/fixtures/samplers/README.md says how. */
interface Run {
  schedule: { name: string; steps: number; sigmaMin: number; sigmaMax: number; rho: number; shift: number }
  sigmas: number[]
  timesteps: number[]
  inputScale?: number[]
  initial: number[]
  modelOutputs: number[][]
  noise?: number[][]
  denoised?: number[][]
  coefficients?: number[][]
  after: number[][]
}

const read = (name: string): Run => JSON.parse(readFileSync(`tests/fixtures/samplers/${name}.json`, 'utf8'))

/** Each value within 1e-5 of the largest wanted one. */
function near(found: readonly number[], wanted: readonly number[]) {
  const scale = wanted.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-12)
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number)) / scale).toBeLessThan(1e-5)
  })
}

const perfect: Scalings = { cIn: 1, cSkip: 0, cOut: 1, timestep: 0 }

it.each([
  ['euler-edm', 'euler', 'exploding', (run, i) => scalings('edm', run.sigmas[i] as number)],
  ['euler-edm-ays', 'euler', 'exploding', (run, i) => scalings('edm', run.sigmas[i] as number)],
  ['flow-euler-shift-1', 'euler', 'flow', (run, i) => scalings('flow', run.sigmas[i] as number)],
  ['flow-euler-shift-3', 'euler', 'flow', (run, i) => scalings('flow', run.sigmas[i] as number)],
  ['dpmpp-2m', 'dpm++2m', 'exploding', () => perfect],
  ['lcm-edm', 'lcm', 'exploding', (run, i) => scalings('edm', run.sigmas[i] as number)],
  ['lcm', 'lcm', 'preserving', (run, i) => consistencyScalings(run.sigmas[i] as number, run.timesteps[i] as number)],
] as [string, SamplerName, Mixing, (run: Run, i: number) => Scalings][])(
  '%s is followed to the last step',
  (name, sampler, mixing, scale) => {
    const run = read(name)
    let x = run.initial
    let previous = x.map(() => 0)
    run.modelOutputs.forEach((output, i) => {
      const { cIn, cSkip, cOut, timestep } = scale(run, i)
      const step = samplerStep(sampler, mixing, run.sigmas, i)
      const denoised = x.map((value, j) => cSkip * value + cOut * (output[j] as number))
      if (run.denoised) near(denoised, run.denoised[i] as number[])
      if (run.inputScale) near([cIn], [run.inputScale[i] as number])
      if (run.coefficients) near([step.a, step.b, step.c, step.d], run.coefficients[i] as number[])
      else if (name !== 'dpmpp-2m') near([timestep], [run.timesteps[i] as number])
      x = x.map((value, j) => {
        const noise = run.noise?.[i]?.[j] ?? 0
        return step.a * value + step.b * (denoised[j] as number) + step.c * (previous[j] as number) + step.d * noise
      })
      previous = denoised
      near(x, run.after[i] as number[])
    })
  },
)

it('makes the same noise levels', () => {
  for (const name of ['euler-edm', 'dpmpp-2m', 'lcm-edm']) {
    const { schedule, sigmas } = read(name)
    near(karrasSigmas(schedule.steps, schedule.sigmaMin, schedule.sigmaMax, schedule.rho), sigmas)
  }
  for (const name of ['flow-euler-shift-1', 'flow-euler-shift-3']) {
    const { schedule, sigmas } = read(name)
    near(flowSigmas(schedule.steps, schedule.shift), sigmas)
  }
  const { schedule, sigmas } = read('euler-edm-ays')
  near(tableSigmas(aysSvd, schedule.steps), sigmas)
})
