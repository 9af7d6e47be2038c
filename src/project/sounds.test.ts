import { parse } from 'valibot'
import { expect, test } from 'vitest'
import { channelCount, channelNames } from '../core/face/names'
import { type Project, project as schema } from './project'
import { cuesWithin, namedSounds, soundCues, withSounds } from './sounds'

const name = (letter: string) => letter.repeat(64)
const take = (letter: string, rest: object = {}, sound: object = {}) => ({
  rate: 25,
  count: 100,
  channels: [...channelNames],
  data: new Uint8Array(2 * 100 * channelCount),
  sound: { sha256: name(letter), type: 'audio/wav', duration: 4.5, ...sound },
  ...rest,
})
const project = (given: object, loop = 'none', rest: object = {}): Project =>
  parse(schema, {
    format: 'kinora',
    version: 1,
    name: '',
    picture: { width: 8, height: 8, type: 'image/png', sha256: name('0') },
    controls: [{ id: 'a', name: '', kind: 'face', take: given, ...rest }],
    settings: { frameCount: 72, fps: 24, loop },
  })

test('a face is heard from where its take is used, as long as both last', () => {
  expect(soundCues(project(take('a')))).toEqual([{ sha256: name('a'), at: 0, from: 0, length: 3 }])
  const trimmed = take('a', { from: 1, to: 2.5 }, { start: 0.25 })
  expect(soundCues(project(trimmed))).toEqual([{ sha256: name('a'), at: 0, from: 1.25, length: 1.5 }])
  expect(soundCues(project(take('a', {}, { duration: 2 })))[0]?.length).toBe(2)
})

test('a part of the clip is heard as that part of the whole', () => {
  const cues = [{ sha256: 'x', at: 1, from: 0.5, length: 2 }]
  expect(cuesWithin(cues, 0, 9)).toEqual(cues)
  expect(cuesWithin(cues, 1.5, 2)).toEqual([{ sha256: 'x', at: 0, from: 1, length: 0.5 }])
  expect(cuesWithin(cues, 0.5, 1.25)).toEqual([{ sha256: 'x', at: 0.5, from: 0.5, length: 0.25 }])
  expect(cuesWithin(cues, 3, 9)).toEqual([])
})

test('what is muted, hidden, or goes there and back is silent', () => {
  expect(soundCues(project(take('a', {}, { muted: true })))).toEqual([])
  expect(soundCues(project(take('a'), 'none', { hidden: true }))).toEqual([])
  expect(soundCues(project(take('a'), 'ping-pong'))).toEqual([])
  expect(soundCues(project(take('a'), 'loop'))).toHaveLength(1)
})

test('takes put aside keep their sounds, and one whose file was lost goes on without', () => {
  const both = project(take('a'), 'none', { shelf: [take('b')] })
  expect([...namedSounds(both).keys()]).toEqual([name('a'), name('b')])
  const left = withSounds(both, new Set([name('b')]))
  expect([...namedSounds(left).keys()]).toEqual([name('b')])
  expect(soundCues(left)).toEqual([])
  expect(withSounds(both, new Set([name('a'), name('b')]))).toBe(both)
})
