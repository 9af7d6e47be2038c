import { expect, test } from 'vitest'
import { isAtRest } from './at-rest'
import { deformFace } from './deform'
import { type ChannelName, channel, channelCount } from './names'
import { restFace } from './rest'
import { templateFace } from './template'

const rest = restFace(templateFace.map((value) => 100 * value))

function face(does: Partial<Record<ChannelName, number>>): Float32Array {
  const values = new Float32Array(channelCount)
  for (const [name, value] of Object.entries(does)) values[channel(name as ChannelName)] = value
  return deformFace(rest, values)
}

test('who looks ahead is at rest, however he leans; who looks aside or up or speaks is not', () => {
  for (const does of [{}, { pitch: 12 }, { yaw: -10, roll: 20 }, { eyeBlinkLeft: 1, mouthSmileLeft: 1 }])
    expect(isAtRest(face(does))).toBe(true)
  for (const does of [{ yaw: 30 }, { yaw: -30 }, { pitch: -25 }, { pitch: 40 }, { jawOpen: 0.6 }])
    expect(isAtRest(face(does))).toBe(false)
})
