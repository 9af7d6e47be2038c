import { describe, expect, test } from 'vitest'
import { deformFace } from './deform'
import { measureFace, neutralOf } from './measure'
import { type ChannelName, channel, channelCount } from './names'
import { restFace } from './rest'
import { templateFace } from './template'

/** Two people: the mean face, and one with a longer, narrower face, turned a little. */
const one = templateFace.map((value, i) => 180 * value + (i % 3 === 2 ? 0 : 300))
const other = templateFace.map((value, i) => value * (i % 3 === 1 ? 150 : 110) + (i % 3 === 2 ? 0 : 250))

function shown(face: Float32Array, values: Partial<Record<ChannelName, number>>): Float32Array {
  const all = new Float32Array(channelCount)
  for (const [name, value] of Object.entries(values)) all[channel(name as ChannelName)] = value
  return deformFace(restFace(face), all)
}

describe('a face that is measured', () => {
  test('says nothing of a neutral, whoever it is', () => {
    for (const face of [one, other])
      for (const value of measureFace(neutralOf(face), face)) expect(Math.abs(value)).toBeLessThan(1e-3)
  })

  test.each([
    ['jawOpen', 0.6],
    ['mouthSmileLeft', 0.7],
    ['mouthPucker', 0.5],
    ['browInnerUp', 0.8],
    ['eyeBlinkRight', 1],
  ] as const)('says %s %f', (name, value) => {
    const found = measureFace(neutralOf(other), shown(other, { [name]: value }))
    expect(Math.abs((found[channel(name)] as number) - value)).toBeLessThan(0.12)
    expect(Math.abs(found[channel('roll')] as number)).toBeLessThan(1)
  })

  test('drives another: the driver’s shape does not come along', () => {
    const driven = measureFace(neutralOf(other), shown(other, { jawOpen: 0.6, roll: 10 }))
    const result = deformFace(restFace(one), driven)
    const wanted = shown(one, { jawOpen: 0.6, roll: 10 })
    let off = 0
    for (let i = 0; i < 468; i++)
      off += Math.hypot(...[0, 1].map((k) => (result[3 * i + k] as number) - (wanted[3 * i + k] as number))) / 468
    expect(off / 180).toBeLessThan(0.03)
  })
})
