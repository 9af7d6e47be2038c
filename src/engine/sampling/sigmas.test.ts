import { expect, it } from 'vitest'
import { aysSvd, flowSigmas, karrasSigmas, scheduleSigmas, tableSigmas } from './sigmas'

it('gives the noise levels of Stable Video Diffusion by the formula of Karras et al.', () => {
  const sigmas = karrasSigmas(25, 0.002, 700)
  expect(sigmas).toHaveLength(26)
  expect(sigmas[0]).toBeCloseTo(700, 9)
  expect(sigmas[24]).toBeCloseTo(0.002, 9)
  expect(sigmas[25]).toBe(0)
  // Half way: the seventh root is the mean of the roots of the ends.
  const middle = (700 ** (1 / 7) + 0.002 ** (1 / 7)) / 2
  expect(sigmas[12]).toBeCloseTo(middle ** 7, 9)
})

it('bends the flow line by the shift', () => {
  expect(flowSigmas(4)).toEqual([1, 0.75, 0.5, 0.25, 0])
  const bent = flowSigmas(4, 3)
  expect(bent[0]).toBe(1)
  expect(bent[2]).toBeCloseTo(0.75, 12)
  expect(bent[4]).toBe(0)
})

it('keeps the published table at its own length and passes through it at others', () => {
  expect(tableSigmas(aysSvd, 10)).toEqual([...aysSvd])
  const longer = tableSigmas(aysSvd, 19)
  expect(longer).toHaveLength(20)
  for (const [index, sigma] of aysSvd.slice(0, -1).entries()) expect(longer[2 * index]).toBeCloseTo(sigma, 9)
})

it.each([1, 2, 4, 7, 25])('descends and ends in 0 with %i steps', (steps) => {
  const base = { shift: 1.5, sigmaMin: 0.002, sigmaMax: 700, rho: 7 }
  for (const schedule of ['flow', 'karras', 'ays-svd'] as const) {
    const sigmas = scheduleSigmas({ ...base, schedule }, steps)
    expect(sigmas).toHaveLength(steps + 1)
    expect(sigmas.at(-1)).toBe(0)
    for (let i = 0; i < steps; i++) expect(sigmas[i]).toBeGreaterThan(sigmas[i + 1] as number)
  }
})
